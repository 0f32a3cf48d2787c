using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>
/// Reads a CapabilityStatement as servers really write it (https://hl7.org/fhir/R4/capabilitystatement.html): what cannot be
/// understood is left out with an issue that names the place, and never stops the rest.
/// </summary>
internal sealed partial class CapabilityStatementReader
{
    /// <summary>The extension by which a server lists the combinations of parameters that it supports.</summary>
    internal const string CombinationUrl = "http://hl7.org/fhir/StructureDefinition/capabilitystatement-search-parameter-combination";

    /// <summary>The extension by which a statement that was cut to facts keeps what could not be used of the whole one.</summary>
    internal const string LeftOutUrl = "https://github.com/fhirtyped/fhirtyped/extensions/left-out";

    private const string AnyType = "Resource";

    private readonly string _file;
    private readonly List<PlatformIssue> _issues;
    private readonly List<LeftOutPart> _leftOut = new();
    private readonly HashSet<LeftOutPart> _knownLeftOut = new();
    private string _address = "";
    private bool _isRequirements;

    private CapabilityStatementReader(string file, List<PlatformIssue> issues)
    {
        _file = file;
        _issues = issues;
    }

    /// <summary>Reads a statement.</summary>
    /// <param name="file">The file's path, for issues.</param>
    /// <param name="text">Its text.</param>
    /// <param name="issues">Receives what is wrong or was left out.</param>
    /// <returns>The facts, or null where the text is no CapabilityStatement of an R4 server.</returns>
    public static CapabilityStatementFacts? Read(string file, string text, List<PlatformIssue> issues) =>
        new CapabilityStatementReader(file, issues).Read(text);

    private CapabilityStatementFacts? Read(string text)
    {
        JsonValue root;
        try
        {
            root = JsonTextParser.Parse(text);
        }
        catch (JsonTextException e)
        {
            return Refuse("The CapabilityStatement is not valid JSON (" + e.Position + "): " + e.Message, e.Position);
        }

        if (root.StringOf("resourceType") != "CapabilityStatement")
        {
            return Refuse("This is not a CapabilityStatement: its resourceType is "
                + (root.StringOf("resourceType") is { } type ? "'" + type + "'." : "missing."), root.Position);
        }

        var version = root.StringOf("fhirVersion");
        if (version is null || !FhirVersions.IsR4(version))
        {
            return Refuse("The CapabilityStatement is not of FHIR R4: its fhirVersion is "
                + (version is null ? "missing." : "'" + version + "'."), (root["fhirVersion"] ?? root).Position);
        }

        var servers = new List<JsonValue>();
        foreach (var rest in root.ItemsOf("rest"))
        {
            if (rest.StringOf("mode") is "server")
            {
                servers.Add(rest);
            }
        }

        // Requirements for clients are read too where nothing else is there: they list the same facts.
        if (servers.Count == 0 && root.ItemsOf("rest") is { Count: > 0 } all && root.StringOf("kind") == "requirements")
        {
            servers.Add(all[0]);
        }

        return servers.Count > 0
            ? ReadServers(root, servers)
            : Refuse("The CapabilityStatement has no 'rest' with the mode 'server'.", (root["rest"] ?? root).Position);
    }

    private CapabilityStatementFacts? Refuse(string message, TextPosition position)
    {
        _issues.Add(new(PlatformIssueIds.InvalidStatement, message, _file, position));
        return null;
    }

    /// <summary>Reads what each <c>rest</c> of a server says: a statement may have several, and a server then has what any of them lists.</summary>
    private CapabilityStatementFacts ReadServers(JsonValue root, List<JsonValue> servers)
    {
        _isRequirements = root.StringOf("kind") == "requirements";
        var address = root["implementation"]?.StringOf("url") ?? "";
        _address = address.Length == 0 ? "" : address.TrimEnd('/') + "/";
        var whole = new ServerFacts();
        var combinations = new SortedDictionary<string, List<RuleClause>>(StringComparer.Ordinal);
        foreach (var server in servers)
        {
            if (server != servers[0])
            {
                LeftOut("The statement has another 'rest' with the mode 'server': they were merged.", server);
            }

            ReadLeftOut("", server);
            whole.Interactions |= ReadInteractions("", server);
            whole.Add(ReadParameters(AnyType, server));
            whole.Operations.AddRange(ReadOperations("", server));
            ReadResources(server, whole, combinations);
        }

        var patchFormats = ReadStrings("", root, "patchFormat", StatementPart.PatchFormat);
        _leftOut.Sort(LeftOutPart.Compare);
        var software = root["software"];
        var (operations, resources) = OperationPlacement.OfSystem(whole.Operations, whole.SortedResources());
        return new CapabilityStatementFacts
        {
            Date = ReadDate(root),
            Software = ((software?.StringOf("name") ?? "") + " " + (software?.StringOf("version") ?? "")).Trim(),
            Source = root["meta"]?.StringOf("source") ?? "",
            ImplementationUrl = address,
            Resources = resources,
            PatchFormats = patchFormats,
            SystemInteractions = whole.Interactions,
            SystemSearchParameters = new(whole.Parameters.Values),
            SystemOperations = operations,
            LeftOut = new(_leftOut),
            Rules = CombinationRules(combinations),
        };
    }

    private void ReadResources(JsonValue server, ServerFacts whole, SortedDictionary<string, List<RuleClause>> combinations)
    {
        foreach (var item in server.ItemsOf("resource"))
        {
            if (item.StringOf("type") is not { } type)
            {
                LeftOut("A resource without a type was left out.", item, new("", StatementPart.Resource, ""));
            }
            else if (!R4Definitions.IsResourceType(type))
            {
                LeftOut("'" + type + "' is not a resource type of FHIR R4 and was left out.", item["type"]!, new("", StatementPart.Resource, type));
            }
            else
            {
                ReadLeftOut(type, item);
                if (whole.Add(ReadResource(type, item)))
                {
                    LeftOut("'" + type + "' is listed more than once: the entries were merged.", item["type"]!);
                }

                // Requirements list what a server must support at least; they do not say that all else is refused.
                if (!_isRequirements)
                {
                    ReadCombinations(type, item, combinations);
                }
            }
        }
    }

    /// <summary>What was left out when the statement was cut to facts.</summary>
    private void ReadLeftOut(string type, JsonValue item)
    {
        foreach (var extension in item.ItemsOf("extension"))
        {
            if (extension.StringOf("url") == LeftOutUrl && extension.StringOf("valueString") is { } text)
            {
                var space = text.IndexOf(' ');
                if (StatementParts.FromName(space < 0 ? text : text.Substring(0, space)) is { } part)
                {
                    AddLeftOut(new(type, part, space < 0 ? "" : text.Substring(space + 1)));
                }
            }
        }
    }

    /// <summary>The date without its time: <c>2026</c>, <c>2026-07</c> or <c>2026-07-24</c>.</summary>
    private string ReadDate(JsonValue root)
    {
        var date = root.StringOf("date") ?? "";
        var time = date.IndexOf('T');
        date = time < 0 ? date : date.Substring(0, time);
        var isDate = date.Length is 4 or 7 or 10;
        for (var i = 0; i < date.Length; i++)
        {
            isDate &= i is 4 or 7 ? date[i] == '-' : date[i] is >= '0' and <= '9';
        }

        if (!isDate && date.Length > 0)
        {
            LeftOut("The date is not a FHIR date and was left out.", root["date"]!);
        }

        return isDate ? date : "";
    }

    private static void ReadCombinations(string type, JsonValue item, SortedDictionary<string, List<RuleClause>> combinations)
    {
        foreach (var extension in item.ItemsOf("extension"))
        {
            if (extension.StringOf("url") != CombinationUrl)
            {
                continue;
            }

            var required = new List<string>();
            foreach (var part in extension.ItemsOf("extension"))
            {
                if (part.StringOf("url") == "required" && part.StringOf("valueString") is { Length: > 0 } name)
                {
                    required.Add(name);
                }
            }

            if (required.Count == 0)
            {
                continue;
            }

            if (!combinations.TryGetValue(type, out var sets))
            {
                combinations.Add(type, sets = new());
            }

            sets.Add(new("", "", new(required)));
        }
    }

    private static EquatableArray<PlatformRule> CombinationRules(SortedDictionary<string, List<RuleClause>> combinations)
    {
        var rules = new List<PlatformRule>();
        foreach (var pair in combinations)
        {
            rules.Add(new(pair.Key, RuleVerb.RequiresOneOf, new(pair.Value), "search parameter combinations of the statement", IsDeclaredOnly: true));
        }

        return new(rules);
    }

    private void LeftOut(string message, JsonValue place) =>
        _issues.Add(new(PlatformIssueIds.LeftOut, message, _file, place.Position));

    /// <summary>Reports what cannot be used, and keeps in mind that the server has it.</summary>
    private void LeftOut(string message, JsonValue place, LeftOutPart part)
    {
        LeftOut(message, place);
        AddLeftOut(part);
    }

    private void AddLeftOut(LeftOutPart part)
    {
        if (_knownLeftOut.Add(part))
        {
            _leftOut.Add(part);
        }
    }
}
