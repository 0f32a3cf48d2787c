using System;
using System.Collections.Generic;
using System.Globalization;

namespace FhirTyped.Capabilities;

/// <summary>Reads a platform file. Every problem is an issue with its line; a file with an unusable field still gives the rest.</summary>
internal sealed class PlatformFileReader
{
    private readonly string _path;
    private readonly List<PlatformIssue> _issues;
    private readonly PlatformFieldReader _fields;

    private PlatformFileReader(string path, List<PlatformIssue> issues)
    {
        _path = path;
        _issues = issues;
        _fields = new(path, issues);
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

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in root.Members)
        {
            if (!seen.Add(member.Name))
            {
                Report(PlatformIssueIds.InvalidFile, "The field '" + member.Name + "' is given more than once.", member.Position);
            }
            else if (!PlatformFileFields.IsKnown(member.Name))
            {
                var nearest = PlatformFileFields.Nearest(member.Name);
                Report(PlatformIssueIds.UnknownField, "A platform file has no field '" + member.Name + "'"
                    + (nearest is null ? "." : "; did you mean '" + nearest + "'?"), member.Position);
            }
        }

        var id = _fields.String(root, "id") ?? IdOf(_path);
        if (!IsId(id))
        {
            Report(PlatformIssueIds.InvalidFile,
                "The id '" + id + "' is not valid: lower-case letters, digits and hyphens, beginning with a letter.", (root["id"] ?? root).Position);
            return null;
        }

        CheckVersion(root);
        _fields.AllowsUnencrypted = _fields.Boolean(root, "allow_unencrypted");
        var capabilities = _fields.Member(root, "capabilities", JsonValueKind.Object);
        var (client, scopePositions, authenticationPosition) = PlatformAuthorizationReader.ReadClient(root, _fields);
        return new PlatformFile
        {
            Path = _path,
            Id = id,
            IdPosition = (root["id"] ?? root).Position,
            Extends = _fields.String(root, "extends"),
            ExtendsPosition = (root["extends"] ?? root).Position,
            Name = _fields.String(root, "display_name") ?? _fields.String(root, "name"),
            ClassName = ReadClassName(root),
            Type = _fields.String(root, "type"),
            FhirBaseUrl = _fields.Address(root, "fhir_base_url"),
            SandboxUrl = _fields.Address(root, "sandbox_url"),
            AllowsUnencrypted = _fields.AllowsUnencrypted,
            Statement = _fields.String(root, "capability_statement"),
            StatementPosition = (root["capability_statement"] ?? root).Position,
            StatementKind = ReadStatementKind(root),
            ImplementationGuides = _fields.Strings(root, "implementation_guides"),
            SupportedResources = _fields.Strings(root, "supported_resources"),
            HasPatientAccess = capabilities?.BooleanOf("patient_access") == true,
            HasProviderDirectory = capabilities?.BooleanOf("provider_directory") == true,
            Limits = ReadLimits(root),
            OAuth = PlatformAuthorizationReader.Read(root, _fields),
            Client = client,
            ScopePositions = scopePositions,
            AuthenticationPosition = authenticationPosition,
            ReviewAfter = ReadReviewAfter(root),
            ClientHeaders = ReadHeaders(root),
            Rules = RuleReader.Read(_path, _fields.Member(root, "rules", JsonValueKind.Array), _issues),
        };
    }

    private string? ReadClassName(JsonValue root)
    {
        var name = _fields.String(root, "class_name");
        if (name is null || CSharpNames.IsIdentifier(name))
        {
            return name;
        }

        Report(PlatformIssueIds.InvalidFile, "The class_name '" + name + "' is not a C# identifier.", root["class_name"]!.Position);
        return null;
    }

    private StatementKind? ReadStatementKind(JsonValue root)
    {
        var text = _fields.String(root, "statement_kind");
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

    private string? ReadReviewAfter(JsonValue root)
    {
        var text = _fields.String(root, "review_after");
        if (text is null || DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return text;
        }

        Report(PlatformIssueIds.InvalidFile, "'review_after' must be a date such as 2027-01-31.", root["review_after"]!.Position);
        return null;
    }

    /// <summary>A file may say <c>R4</c>, <c>4.0.1</c> or both; a platform of another version (R4B is one) cannot be read as R4.</summary>
    private void CheckVersion(JsonValue root)
    {
        if (_fields.String(root, "fhir_version") is not { } version)
        {
            return;
        }

        var isR4 = false;
        foreach (var word in version.Split(VersionSeparators, StringSplitOptions.RemoveEmptyEntries))
        {
            isR4 |= word.Equals("R4", StringComparison.OrdinalIgnoreCase) || FhirVersions.IsR4(word.TrimStart('R', 'r', 'V', 'v'));
        }

        if (!isR4)
        {
            Report(PlatformIssueIds.InvalidFile, "The fhir_version is not R4 (4.0.1), the version that FhirTyped reads.", root["fhir_version"]!.Position);
        }
    }

    private PlatformLimits? ReadLimits(JsonValue root)
    {
        if (_fields.Member(root, "limits", JsonValueKind.Object) is not { } limits)
        {
            return null;
        }

        _fields.CheckFields(limits, "limits", LimitFields);
        return new(_fields.Number(limits, "max_count"), _fields.Number(limits, "requests_per_second"), _fields.Number(limits, "concurrency"))
        {
            MaximumBundleEntries = _fields.Number(limits, "max_bundle_entries"),
        };
    }

    private EquatableArray<PlatformHeader> ReadHeaders(JsonValue root)
    {
        var headers = new SortedDictionary<string, PlatformHeader>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in _fields.Member(root, "client_headers", JsonValueKind.Object)?.Members ?? Array.Empty<JsonMember>())
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

    /// <summary>The id of a file that says none: <c>mercy.platform.json</c> gives <c>mercy</c>; <c>epic/platform.json</c> gives <c>epic</c>.</summary>
    public static string IdOf(string path)
    {
        const string Ending = ".platform.json";
        var name = FileName(path);
        if (name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
        {
            return name.Substring(0, name.Length - Ending.Length).ToLowerInvariant();
        }

        var folder = path.Substring(0, path.Length - name.Length).TrimEnd('/', '\\');
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

    private void Report(string id, string message, TextPosition position) => _fields.Report(id, message, position);

    private static readonly string[] LimitFields = { "max_count", "requests_per_second", "concurrency", "max_bundle_entries" };

    private static readonly char[] Separators = { '/', '\\' };

    private static readonly char[] VersionSeparators = { ' ', '(', ')', ',', '/', '-', '_' };
}
