using System;

namespace FhirTyped.Capabilities;

/// <summary>
/// A scope for clinical data of SMART App Launch, in either of its syntaxes: <c>patient/Observation.read</c>,
/// <c>user/Observation.rs?category=laboratory</c> (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html).
/// </summary>
/// <param name="Context">Whose data.</param>
/// <param name="ResourceType">The resource type, or <c>*</c> for all.</param>
/// <param name="Permissions">What is permitted.</param>
/// <param name="Version">The syntax.</param>
/// <param name="Query">The search by which version 2 narrows the resources, without its question mark; empty where there is none.</param>
public sealed record SmartScope(
    SmartScopeContext Context, string ResourceType, SmartScopePermissions Permissions, SmartScopeVersion Version, string Query)
{
    private const string Letters = "cruds";
    private const SmartScopePermissions ReadOfV1 = SmartScopePermissions.Read | SmartScopePermissions.Search;
    private const SmartScopePermissions WriteOfV1 = SmartScopePermissions.Create | SmartScopePermissions.Update | SmartScopePermissions.Delete;

    /// <summary>Whether a scope is one for clinical data by its form, well written or not; others, such as <c>openid</c>, are not read here.</summary>
    public static bool HasContext(string scope) => ContextOf(scope) is not null;

    /// <summary>Reads a scope; null where it is none for clinical data, or not well written.</summary>
    public static SmartScope? Parse(string scope)
    {
        var slash = scope.IndexOf('/');
        var question = scope.IndexOf('?');
        var end = question < 0 ? scope.Length : question;
        var dot = scope.IndexOf('.', 0, end);
        if (ContextOf(scope) is not { } context || dot < slash)
        {
            return null;
        }

        var type = scope.Substring(slash + 1, dot - slash - 1);
        var suffix = scope.Substring(dot + 1, end - dot - 1);
        var query = question < 0 ? "" : scope.Substring(question + 1);
        if (type != "*" && !IsName(type))
        {
            return null;
        }

        if (PermissionsOfV1(suffix) is { } named)
        {
            // Only version 2 knows queries.
            return question < 0 ? new(context, type, named, SmartScopeVersion.V1, "") : null;
        }

        return PermissionsOfV2(suffix) is { } letters && (question < 0 || query.Length > 0)
            ? new(context, type, letters, SmartScopeVersion.V2, query)
            : null;
    }

    /// <summary>What an interaction needs. Transactions and batches need what their entries need, so they need nothing by themselves.</summary>
    public static SmartScopePermissions PermissionOf(FhirInteraction interaction) => interaction switch
    {
        FhirInteraction.Create => SmartScopePermissions.Create,
        FhirInteraction.Read or FhirInteraction.VRead or FhirInteraction.HistoryInstance => SmartScopePermissions.Read,
        FhirInteraction.Update or FhirInteraction.Patch => SmartScopePermissions.Update,
        FhirInteraction.Delete => SmartScopePermissions.Delete,
        FhirInteraction.SearchType or FhirInteraction.HistoryType or FhirInteraction.SearchSystem or FhirInteraction.HistorySystem => SmartScopePermissions.Search,
        _ => SmartScopePermissions.None,
    };

    /// <summary>
    /// The scope that permits one thing, as narrow as the syntax allows: version 1 has only <c>read</c> and <c>write</c>.
    /// </summary>
    public static SmartScope For(SmartScopeContext context, string resourceType, SmartScopePermissions permission, SmartScopeVersion version) => new(
        context, resourceType,
        version == SmartScopeVersion.V2 ? permission : (permission & ReadOfV1) != 0 ? ReadOfV1 : WriteOfV1,
        version, "");

    /// <summary>Whether it permits something on a resource type, at least on some resources of it.</summary>
    public bool Covers(string resourceType, SmartScopePermissions permissions) =>
        (ResourceType == "*" || ResourceType == resourceType) && (Permissions & permissions) == permissions;

    /// <summary>What this scope and another one both permit, in the syntax of this one; null where that is nothing, or cannot be said in it.</summary>
    internal SmartScope? And(SmartScope other)
    {
        if (Context != other.Context || (ResourceType != other.ResourceType && ResourceType != "*" && other.ResourceType != "*")
            || (Query.Length > 0 && other.Query.Length > 0 && Query != other.Query))
        {
            return null;
        }

        var permissions = Permissions & other.Permissions;
        var query = Query.Length > 0 ? Query : other.Query;
        if (Version == SmartScopeVersion.V1)
        {
            // Version 1 has no queries, and permits all that "read" stands for, or nothing of it; so with "write".
            permissions = query.Length > 0 ? SmartScopePermissions.None
                : ((permissions & ReadOfV1) == ReadOfV1 ? ReadOfV1 : SmartScopePermissions.None)
                | ((permissions & WriteOfV1) == WriteOfV1 ? WriteOfV1 : SmartScopePermissions.None);
        }

        return permissions == SmartScopePermissions.None ? null
            : this with { ResourceType = ResourceType == "*" ? other.ResourceType : ResourceType, Permissions = permissions, Query = query };
    }

    /// <summary>The scope as it is sent.</summary>
    public override string ToString() => CodeOf(Context) + ResourceType + "." + Suffix() + (Query.Length > 0 ? "?" + Query : "");

    private static SmartScopeContext? ContextOf(string scope)
    {
        for (var context = SmartScopeContext.Patient; context <= SmartScopeContext.System; context++)
        {
            if (scope.StartsWith(CodeOf(context), StringComparison.Ordinal))
            {
                return context;
            }
        }

        return null;
    }

    private static string CodeOf(SmartScopeContext context) => context switch
    {
        SmartScopeContext.Patient => "patient/",
        SmartScopeContext.User => "user/",
        _ => "system/",
    };

    // Servers also have scopes for types of their own.
    private static bool IsName(string type)
    {
        foreach (var c in type)
        {
            if (c is not ((>= 'A' and <= 'Z') or (>= 'a' and <= 'z')))
            {
                return false;
            }
        }

        return type.Length > 0 && type[0] <= 'Z';
    }

    private static SmartScopePermissions? PermissionsOfV1(string suffix) => suffix switch
    {
        "read" => ReadOfV1,
        "write" => WriteOfV1,
        "*" => ReadOfV1 | WriteOfV1,
        _ => null,
    };

    /// <summary>Letters of <c>cruds</c>, each at most once and in that order.</summary>
    private static SmartScopePermissions? PermissionsOfV2(string suffix)
    {
        var permissions = SmartScopePermissions.None;
        var next = 0;
        foreach (var c in suffix)
        {
            var letter = Letters.IndexOf(c, next);
            if (letter < 0)
            {
                return null;
            }

            permissions |= (SmartScopePermissions)(1 << letter);
            next = letter + 1;
        }

        return permissions == SmartScopePermissions.None ? null : permissions;
    }

    private string Suffix()
    {
        if (Version == SmartScopeVersion.V1)
        {
            return Permissions == ReadOfV1 ? "read" : Permissions == WriteOfV1 ? "write" : "*";
        }

        var suffix = "";
        for (var i = 0; i < Letters.Length; i++)
        {
            suffix += ((int)Permissions & (1 << i)) != 0 ? Letters[i].ToString() : "";
        }

        return suffix;
    }
}
