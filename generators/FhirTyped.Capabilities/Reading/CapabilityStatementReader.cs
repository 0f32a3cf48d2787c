using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>
/// Reads a CapabilityStatement as servers really write it (https://hl7.org/fhir/R4/capabilitystatement.html): what cannot be
/// understood is left out with an issue that names the place, and never stops the rest.
/// </summary>
public sealed partial class CapabilityStatementReader
{
    /// <summary>The extension by which a server lists the combinations of parameters that it supports.</summary>
    internal const string CombinationUrl = "http://hl7.org/fhir/StructureDefinition/capabilitystatement-search-parameter-combination";

    private readonly string _file;
    private readonly List<PlatformIssue> _issues;
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
        if (version is null || !version.StartsWith("4.0", StringComparison.Ordinal))
        {
            return Refuse("The CapabilityStatement is not of FHIR R4: its fhirVersion is "
                + (version is null ? "missing." : "'" + version + "'."), (root["fhirVersion"] ?? root).Position);
        }

        foreach (var rest in root.ItemsOf("rest"))
        {
            if (rest.StringOf("mode") is "server")
            {
                return ReadRest(root, rest);
            }
        }

        // Requirements for clients are read too where nothing else is there: they list the same facts.
        return root.ItemsOf("rest") is { Count: > 0 } all && root.StringOf("kind") == "requirements"
            ? ReadRest(root, all[0])
            : Refuse("The CapabilityStatement has no 'rest' with the mode 'server'.", (root["rest"] ?? root).Position);
    }

    private CapabilityStatementFacts? Refuse(string message, TextPosition position)
    {
        _issues.Add(new(PlatformIssueIds.InvalidStatement, message, _file, position));
        return null;
    }

    private CapabilityStatementFacts ReadRest(JsonValue root, JsonValue rest)
    {
        _isRequirements = root.StringOf("kind") == "requirements";
        var address = root["implementation"]?.StringOf("url") ?? "";
        _address = address.Length == 0 ? "" : address.TrimEnd('/') + "/";
        var byType = new Dictionary<string, ResourceCapability>(StringComparer.Ordinal);
        var combinations = new SortedDictionary<string, List<RuleClause>>(StringComparer.Ordinal);
        foreach (var item in rest.ItemsOf("resource"))
        {
            if (item.StringOf("type") is not { } type)
            {
                LeftOut("A resource without a type was left out.", item);
            }
            else if (!R4Definitions.IsResourceType(type))
            {
                LeftOut("'" + type + "' is not a resource type of FHIR R4 and was left out.", item["type"]!);
            }
            else
            {
                var resource = ReadResource(type, item);
                if (byType.TryGetValue(type, out var earlier))
                {
                    LeftOut("'" + type + "' is listed more than once: the entries were merged.", item["type"]!);
                    resource = ResourceMerge.Union(earlier, resource);
                }

                byType[type] = resource;

                // Requirements list what a server must support at least; they do not say that all else is refused.
                if (!_isRequirements)
                {
                    ReadCombinations(type, item, combinations);
                }
            }
        }

        var resources = new List<ResourceCapability>(byType.Values);
        resources.Sort(static (a, b) => string.CompareOrdinal(a.Type, b.Type));
        var software = root["software"];
        return new CapabilityStatementFacts
        {
            Date = ReadDate(root),
            Software = ((software?.StringOf("name") ?? "") + " " + (software?.StringOf("version") ?? "")).Trim(),
            Source = root["meta"]?.StringOf("source") ?? "",
            ImplementationUrl = address,
            Resources = new(resources),
            PatchFormats = ReadStrings(root, "patchFormat"),
            SystemInteractions = ReadInteractions(rest, isSystem: true),
            SystemSearchParameters = ReadParameters("Resource", rest),
            SystemOperations = ReadOperations(rest),
            Rules = CombinationRules(combinations),
        };
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
}
