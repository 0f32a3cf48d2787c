using System;
using System.Collections.Generic;
using System.Globalization;

namespace FhirTyped.Capabilities;

/// <summary>Reads a manifest from its text; see <see cref="ManifestText"/>.</summary>
internal sealed class ManifestTextReader(string text)
{
    private static readonly char[] Space = { ' ' };

    private readonly List<ResourceCapability> _resources = new();
    private readonly List<LeftOutPart> _leftOut = new();
    private readonly List<PlatformRule> _rules = new();
    private readonly List<PlatformHeader> _headers = new();
    private string[] _table = Array.Empty<string>();
    private string[] _fields = Array.Empty<string>();
    private int _line;

    public PlatformManifest Read()
    {
        PlatformManifest? manifest = null;
        foreach (var line in text.Split('\n'))
        {
            _line++;
            if (_line == 1)
            {
                if (line.TrimEnd('\r') != ManifestText.Header)
                {
                    throw new FormatException("Line 1: this is not a platform manifest of this version of FhirTyped.");
                }

                continue;
            }

            if (line.Length == 0)
            {
                continue;
            }

            _fields = line.TrimEnd('\r').Split('\t');
            for (var i = 0; i < _fields.Length; i++)
            {
                _fields[i] = ManifestText.Unescape(_fields[i]);
            }

            manifest = ReadLine(manifest);
        }

        return (manifest ?? throw Error("there is no platform")) with
        {
            Resources = new(_resources),
            LeftOut = new(_leftOut),
            Rules = new(_rules),
            ClientHeaders = new(_headers),
        };
    }

    private PlatformManifest ReadLine(PlatformManifest? manifest)
    {
        if (_fields[0] == "platform")
        {
            return new PlatformManifest
            {
                Id = Field(1), Name = Field(2), ClassName = Field(3), Type = Field(4), FhirBaseUrl = Field(5), SandboxUrl = Field(6),
            };
        }

        if (manifest is null)
        {
            throw Error("the platform must come first");
        }

        switch (_fields[0])
        {
            case "origin":
                return manifest with { Origin = new((StatementKind)Number(1), Field(2), Field(3), Field(4)) };
            case "limits":
                return manifest with { Limits = new(Number(1), Number(2), Number(3)) { MaximumBundleEntries = _fields.Length > 4 ? Number(4) : 0 } };
            case "oauth":
                return manifest with { OAuth = ReadOAuth() };
            case "auth":
                return manifest with
                {
                    OAuth = manifest.OAuth with { ScopeVersions = new(Words(1)), TokenLifetime = Number(2), OmitsAudience = Field(3) == "1" },
                };
            case "client":
                return manifest with { Client = new() { Authentication = Field(1), Scopes = new(Words(2)) } };
            case "review":
                return manifest with { ReviewAfter = Field(1) };
            case "unencrypted":
                return manifest with { AllowsUnencrypted = true };
            case "patch":
                return manifest with { PatchFormats = new(Words(1)) };
            case "system":
                return manifest with
                {
                    SystemInteractions = (FhirInteraction)Number(1),
                    SystemSearchParameters = ReadParameters(2),
                    SystemOperations = ReadOperations(3),
                };
            case "header":
                _headers.Add(new(Field(1), Field(2)));
                break;
            case "table":
                _table = Words(1);
                break;
            case "resource":
                _resources.Add(ReadResource());
                break;
            case "left-out":
                _leftOut.Add(new(Field(1), StatementParts.FromName(Field(2)) ?? throw Error("'" + Field(2) + "' is not a part of a statement"), Field(3)));
                break;
            case "rule":
                _rules.Add(ReadRule());
                break;
            default:
                throw Error("'" + _fields[0] + "' is not known");
        }

        return manifest;
    }

    private PlatformOAuth ReadOAuth() => new()
    {
        AuthorizeUrl = Field(1),
        TokenUrl = Field(2),
        RevokeUrl = Field(3),
        ScopesSupported = new(Words(4)),
        CodeChallengeMethods = new(Words(5)),
        TokenEndpointAuthenticationMethods = new(Words(6)),
    };

    private ResourceCapability ReadResource() => new()
    {
        Type = Field(1),
        Interactions = (FhirInteraction)Number(2),
        Versioning = Field(3),
        Conditional = (ConditionalSupport)Number(4),
        SearchParameters = ReadParameters(5),
        SearchIncludes = ReadReferences(6),
        SearchRevIncludes = ReadReferences(7),
        Operations = ReadOperations(8),
    };

    private EquatableArray<SearchParameterCapability> ReadParameters(int field)
    {
        var words = Words(field);
        var parameters = new SearchParameterCapability[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            var letter = words[i][0];
            var slash = words[i].IndexOf('/');
            parameters[i] = letter is >= 'a' and <= (char)('a' + (int)SearchParameterType.Special)
                ? new(words[i].Substring(1, (slash < 0 ? words[i].Length : slash) - 1), (SearchParameterType)(letter - 'a'))
                {
                    Modifiers = slash < 0 ? default : new(words[i].Substring(slash + 1).Split(',')),
                }
                : throw Error("'" + letter + "' is not the letter of a search parameter type");
        }

        return new(parameters);
    }

    private EquatableArray<OperationCapability> ReadOperations(int field)
    {
        var words = Words(field);
        var operations = new OperationCapability[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            var equals = words[i].IndexOf('=');
            operations[i] = equals < 0
                ? throw Error("an operation has no definition field")
                : new(words[i].Substring(0, equals), words[i].Substring(equals + 1));
        }

        return new(operations);
    }

    private EquatableArray<string> ReadReferences(int field)
    {
        var values = new List<string>();
        foreach (var word in Words(field))
        {
            var dash = word.IndexOf('-');
            var first = Parse(dash < 0 ? word : word.Substring(0, dash));
            var last = dash < 0 ? first : Parse(word.Substring(dash + 1));
            for (var i = first; i <= last; i++)
            {
                values.Add(i < _table.Length ? _table[i] : throw Error("an include is not in the table"));
            }
        }

        return new(values);
    }

    private PlatformRule ReadRule()
    {
        var clauses = new List<RuleClause>();
        for (var i = 5; i < _fields.Length;)
        {
            var values = new string[Number(i + 2)];
            for (var j = 0; j < values.Length; j++)
            {
                values[j] = Field(i + 3 + j);
            }

            clauses.Add(new(Field(i), Field(i + 1), new(values)));
            i += 3 + values.Length;
        }

        var verb = RuleVerbs.FromName(Field(2)) ?? throw Error("'" + Field(2) + "' is not a rule verb");
        return new(Field(1), verb, new(clauses), Field(4), Field(3) == "1");
    }

    private string Field(int index) => index < _fields.Length ? _fields[index] : throw Error("a field is missing");

    private int Number(int index) => Parse(Field(index));

    private string[] Words(int index) => Field(index).Split(Space, StringSplitOptions.RemoveEmptyEntries);

    private int Parse(string field) =>
        int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Error("a number was expected");

    private FormatException Error(string message) =>
        new("Line " + _line.ToString(CultureInfo.InvariantCulture) + " of a platform manifest: " + message + ".");
}
