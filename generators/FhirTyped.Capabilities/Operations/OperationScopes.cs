using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>
/// Where an operation that a statement lists can be called. Its definition says so: by its canonical address, by the page of the
/// specification that some servers name instead, or by the form in which HAPI names what it generates. What no definition says, the name
/// says.
/// </summary>
internal static class OperationScopes
{
    private const string DefinitionPath = "OperationDefinition/";
    private const string PageMark = "operation-";
    private const string PageEnd = ".html";

    /// <summary>The scopes of a listed operation; none where nothing says where it can be called.</summary>
    public static IReadOnlyList<OperationScope> Of(OperationCapability operation)
    {
        var definition = WithoutVersion(operation.Definition);
        return KnownOperations.FindByDefinition(definition) is { } known ? new[] { known }
            : FindByPage(operation.Name, definition) is { } page ? new[] { page }
            : FindGenerated(operation.Name, definition) is { } generated ? generated
            : KnownOperations.FindById(operation.Name) is { } named ? new[] { named }
            : FindByName(operation.Name);
    }

    /// <summary>
    /// A name alone. A list of the whole system that has a name of which there is an operation of the system means that one
    /// (<c>export</c>); else it means every type that has one.
    /// </summary>
    private static IReadOnlyList<OperationScope> FindByName(string name)
    {
        var all = KnownOperations.Named(name);
        var ofSystem = new List<OperationScope>();
        foreach (var operation in all)
        {
            if ((operation.Levels & OperationLevels.System) != 0)
            {
                ofSystem.Add(operation);
            }
        }

        return ofSystem.Count > 0 ? ofSystem : all;
    }

    /// <summary>A page such as <c>patient-operation-everything.html</c>, where the operation is the one that the page is about.</summary>
    private static OperationScope? FindByPage(string name, string definition)
    {
        var page = LastSegment(definition);
        if (!page.EndsWith(PageEnd, StringComparison.OrdinalIgnoreCase) || page.IndexOf(PageMark, StringComparison.Ordinal) < 0)
        {
            return null;
        }

        var id = page.Substring(0, page.Length - PageEnd.Length).Replace(PageMark, "");
        return KnownOperations.FindById(id) is { } known && (known.Name == name || string.Equals(known.Id, name, StringComparison.OrdinalIgnoreCase))
            ? known
            : null;
    }

    /// <summary>
    /// A definition on the server itself: <c>…/OperationDefinition/Patient-everything</c>, or with HAPI's letters between
    /// (<c>Patient-i-everything</c>, <c>EncounterPatient-it-everything</c>, <c>Global-is-diff</c>, <c>-s-reindex</c>).
    /// </summary>
    private static IReadOnlyList<OperationScope>? FindGenerated(string name, string definition)
    {
        var id = LastSegment(definition);
        if (definition.IndexOf(DefinitionPath, StringComparison.Ordinal) < 0 || !id.EndsWith("-" + name, StringComparison.Ordinal))
        {
            return null;
        }

        var before = id.Substring(0, id.Length - name.Length - 1);
        var dash = before.LastIndexOf('-');
        var letters = before.Substring(dash + 1);
        if (dash < 0 || letters.Trim('i', 't', 's').Length > 0)
        {
            return R4Definitions.IsResourceType(before) ? new[] { Known(before, name, OperationLevels.Type | OperationLevels.Instance, definition) } : null;
        }

        return FindGenerated(before.Substring(0, dash), OperationScope.LevelsOf(letters), name, definition);
    }

    private static IReadOnlyList<OperationScope>? FindGenerated(string types, OperationLevels levels, string name, string definition)
    {
        if (types is "" or "Global")
        {
            return OfEveryType(levels, name, definition);
        }

        var scopes = new List<OperationScope>();
        if (types == "Multi")
        {
            // Several types, and nobody says which: those that list it themselves.
            scopes.Add(new(OperationScope.EveryType, name, levels & OperationLevels.System, definition));
            return (levels & OperationLevels.System) != 0 ? scopes : null;
        }

        // Earlier versions have no letter for a type: what is called on a resource may then be called on its type too.
        levels |= (levels & OperationLevels.System) == 0 ? OperationLevels.Type : OperationLevels.None;
        return SplitTypes(types) is { } all ? all.ConvertAll(type => new OperationScope(type, name, levels, definition)) : null;
    }

    /// <summary>One that is generated for no type in particular: what its name is known for limits it.</summary>
    private static IReadOnlyList<OperationScope> OfEveryType(OperationLevels levels, string name, string definition)
    {
        var scopes = new List<OperationScope>();
        foreach (var known in KnownOperations.Named(name))
        {
            if ((known.Levels & levels) != 0)
            {
                scopes.Add(known with { Levels = known.Levels & levels, Definition = definition });
            }
        }

        if (scopes.Count == 0)
        {
            scopes.Add(new(OperationScope.EveryType, name, levels, definition));
        }

        return scopes;
    }

    private static OperationScope Known(string type, string name, OperationLevels otherwise, string definition)
    {
        foreach (var known in KnownOperations.Named(name))
        {
            if (known.ResourceType == type)
            {
                return known with { Definition = definition };
            }
        }

        return new(type, name, otherwise, definition);
    }

    /// <summary>The resource types whose names are written one after the other; null where they are none.</summary>
    private static List<string>? SplitTypes(string text)
    {
        var types = new List<string>();
        var start = 0;
        while (start < text.Length)
        {
            // The longest name that fits: Medication is the beginning of MedicationRequest.
            var length = text.Length - start;
            while (length > 0 && !R4Definitions.IsResourceType(text.Substring(start, length)))
            {
                length--;
            }

            if (length == 0)
            {
                return null;
            }

            types.Add(text.Substring(start, length));
            start += length;
        }

        return types;
    }

    private static string LastSegment(string definition) => definition.Substring(definition.LastIndexOf('/') + 1);

    private static string WithoutVersion(string canonical) => canonical.IndexOf('|') is >= 0 and var bar ? canonical.Substring(0, bar) : canonical;
}
