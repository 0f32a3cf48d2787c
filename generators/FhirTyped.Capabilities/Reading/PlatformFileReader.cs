using System;
using System.Collections.Generic;
using System.Globalization;

namespace FhirTyped.Capabilities;

/// <summary>Reads a platform file. Every problem is an issue with its line; a file with an unusable field still gives the rest.</summary>
public sealed class PlatformFileReader
{
    private readonly string _path;
    private readonly List<PlatformIssue> _issues;

    private PlatformFileReader(string path, List<PlatformIssue> issues)
    {
        _path = path;
        _issues = issues;
    }

    /// <summary>Whether a file's name makes it a platform file: <c>platform.json</c> or <c>*.platform.json</c>.</summary>
    public static bool IsPlatformFile(string path)
    {
        var name = FileName(path);
        return name.Equals("platform.json", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".platform.json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads a platform file.</summary>
    /// <param name="path">The file's path; the id is taken from it where the file has none.</param>
    /// <param name="text">Its text.</param>
    /// <param name="issues">Receives what is wrong.</param>
    /// <returns>The file, or null where nothing can be made of it.</returns>
    public static PlatformFile? Read(string path, string text, List<PlatformIssue> issues) =>
        new PlatformFileReader(path, issues).Read(text);

    private PlatformFile? Read(string text)
    {
        JsonValue root;
        try
        {
            root = JsonTextParser.Parse(text);
        }
        catch (JsonTextException e)
        {
            Report(PlatformIssueIds.InvalidFile, "The platform file is not valid JSON (" + e.Position + "): " + e.Message, e.Position);
            return null;
        }

        if (root.Kind != JsonValueKind.Object)
        {
            Report(PlatformIssueIds.InvalidFile, "A platform file holds one JSON object.", root.Position);
            return null;
        }

        foreach (var member in root.Members)
        {
            if (!PlatformFileFields.IsKnown(member.Name))
            {
                var nearest = PlatformFileFields.Nearest(member.Name);
                Report(PlatformIssueIds.UnknownField, "A platform file has no field '" + member.Name + "'"
                    + (nearest is null ? "." : "; did you mean '" + nearest + "'?"), member.Position);
            }
        }

        var id = String(root, "id") ?? IdFromPath();
        if (!IsId(id))
        {
            Report(PlatformIssueIds.InvalidFile,
                "The id '" + id + "' is not valid: lower-case letters, digits and hyphens, beginning with a letter.", (root["id"] ?? root).Position);
            return null;
        }

        var capabilities = Member(root, "capabilities", JsonValueKind.Object);
        return new PlatformFile
        {
            Path = _path,
            Id = id,
            IdPosition = (root["id"] ?? root).Position,
            Extends = String(root, "extends"),
            ExtendsPosition = (root["extends"] ?? root).Position,
            Name = String(root, "display_name") ?? String(root, "name"),
            ClassName = ReadClassName(root),
            Type = String(root, "type"),
            FhirBaseUrl = Address(root, "fhir_base_url"),
            SandboxUrl = Address(root, "sandbox_url"),
            Statement = String(root, "capability_statement"),
            StatementPosition = (root["capability_statement"] ?? root).Position,
            StatementKind = ReadStatementKind(root),
            ImplementationGuides = Strings(root, "implementation_guides"),
            SupportedResources = Strings(root, "supported_resources"),
            HasPatientAccess = capabilities?.BooleanOf("patient_access") == true,
            HasProviderDirectory = capabilities?.BooleanOf("provider_directory") == true,
            Limits = ReadLimits(root),
            OAuth = ReadOAuth(root),
            ClientHeaders = ReadHeaders(root),
            Rules = RuleReader.Read(_path, Member(root, "rules", JsonValueKind.Array), _issues),
        };
    }

    private string? ReadClassName(JsonValue root)
    {
        var name = String(root, "class_name");
        if (name is null || CSharpNames.IsIdentifier(name))
        {
            return name;
        }

        Report(PlatformIssueIds.InvalidFile, "The class_name '" + name + "' is not a C# identifier.", root["class_name"]!.Position);
        return null;
    }

    private StatementKind? ReadStatementKind(JsonValue root)
    {
        var text = String(root, "statement_kind");
        switch (text)
        {
            case null: return null;
            case "declared": return StatementKind.Declared;
            case "derived": return StatementKind.Derived;
            case "assumed": return StatementKind.Assumed;
            default:
                Report(PlatformIssueIds.InvalidFile,
                    "statement_kind '" + text + "' is not known: it is 'declared', 'derived' or 'assumed'.", root["statement_kind"]!.Position);
                return null;
        }
    }

    private PlatformLimits? ReadLimits(JsonValue root)
    {
        if (Member(root, "limits", JsonValueKind.Object) is not { } limits)
        {
            return null;
        }

        foreach (var member in limits.Members)
        {
            if (member.Name is not ("max_count" or "requests_per_second" or "concurrency"))
            {
                Report(PlatformIssueIds.UnknownField,
                    "'limits' has no field '" + member.Name + "': it has max_count, requests_per_second and concurrency.", member.Position);
            }
        }

        return new(Number(limits, "max_count"), Number(limits, "requests_per_second"), Number(limits, "concurrency"));
    }

    private PlatformOAuth? ReadOAuth(JsonValue root) => Member(root, "oauth", JsonValueKind.Object) is not { } oauth ? null : new()
    {
        AuthorizeUrl = Address(oauth, "authorize_url") ?? "",
        TokenUrl = Address(oauth, "token_url") ?? "",
        RevokeUrl = Address(oauth, "revoke_url") ?? "",
        ScopesSupported = Strings(oauth, "scopes_supported"),
        CodeChallengeMethods = Strings(oauth, "code_challenge_methods"),
        TokenEndpointAuthenticationMethods = Strings(oauth, "token_endpoint_auth_methods"),
    };

    private EquatableArray<PlatformHeader> ReadHeaders(JsonValue root)
    {
        var headers = new SortedDictionary<string, PlatformHeader>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in Member(root, "client_headers", JsonValueKind.Object)?.Members ?? Array.Empty<JsonMember>())
        {
            if (member.Value.Kind != JsonValueKind.String)
            {
                Report(PlatformIssueIds.InvalidFile, "A header's value must be a string.", member.Value.Position);
            }
            else
            {
                headers[member.Name] = new(member.Name, member.Value.Text);
            }
        }

        return new(headers.Values);
    }

    private JsonValue? Member(JsonValue parent, string name, JsonValueKind kind)
    {
        if (parent[name] is not { Kind: not JsonValueKind.Null } value)
        {
            return null;
        }

        if (value.Kind == kind)
        {
            return value;
        }

        Report(PlatformIssueIds.InvalidFile, "'" + name + "' must be " + Article(kind) + " (" + value.Position + ").", value.Position);
        return null;
    }

    private static string Article(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.Number => "a whole number",
        _ => "a string",
    };

    private string? String(JsonValue parent, string name) => Member(parent, name, JsonValueKind.String)?.Text;

    private string? Address(JsonValue parent, string name)
    {
        var text = String(parent, name);
        if (text is null || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            return text;
        }

        // Templates such as https://{practice}.example.org are filled in at run time.
        if (text.IndexOf('{') < 0)
        {
            Report(PlatformIssueIds.InvalidFile, "'" + name + "' is not an absolute http or https address.", parent[name]!.Position);
        }

        return text.IndexOf('{') < 0 ? null : text;
    }

    private int Number(JsonValue parent, string name)
    {
        if (Member(parent, name, JsonValueKind.Number) is not { } value)
        {
            return 0;
        }

        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Report(PlatformIssueIds.InvalidFile, "'" + name + "' must be a whole number, 0 or more.", value.Position);
        return 0;
    }

    private EquatableArray<string> Strings(JsonValue parent, string name)
    {
        var values = new List<string>();
        foreach (var item in Member(parent, name, JsonValueKind.Array)?.Items ?? Array.Empty<JsonValue>())
        {
            if (item.Kind == JsonValueKind.String)
            {
                values.Add(item.Text);
            }
            else
            {
                Report(PlatformIssueIds.InvalidFile, "'" + name + "' must hold strings only.", item.Position);
            }
        }

        return new(values);
    }

    /// <summary><c>mercy.platform.json</c> gives <c>mercy</c>; <c>epic/platform.json</c> gives <c>epic</c>.</summary>
    private string IdFromPath()
    {
        var name = FileName(_path);
        if (name.Length > ".platform.json".Length)
        {
            return name.Substring(0, name.Length - ".platform.json".Length).ToLowerInvariant();
        }

        var folder = _path.Substring(0, _path.Length - name.Length).TrimEnd('/', '\\');
        return FileName(folder).ToLowerInvariant();
    }

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(Separators) + 1);

    /// <summary>Whether a text is a platform id: at most 64 lower-case letters, digits and hyphens, beginning with a letter.</summary>
    public static bool IsId(string id)
    {
        if (id.Length is 0 or > 64 || id[0] is not (>= 'a' and <= 'z'))
        {
            return false;
        }

        foreach (var c in id)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private void Report(string id, string message, TextPosition position) => _issues.Add(new(id, message, _path, position));

    private static readonly char[] Separators = { '/', '\\' };
}
