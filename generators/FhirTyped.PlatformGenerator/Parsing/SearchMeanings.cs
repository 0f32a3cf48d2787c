using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.Emission;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>What a search parameter searches for, in words made of the standard's facts (src/FhirTyped.R4/spec/README.md).</summary>
internal static class SearchMeanings
{
    private const int MostTargets = 6;
    private const string Component = "component=";

    private static readonly Lazy<Dictionary<(string Type, string Name), string>> Facts = new(Load);

    /// <summary>What follows the parameter's name and type in its documentation, not escaped.</summary>
    public static string Of(PlatformManifest manifest, string resourceType, SearchParameterCapability parameter)
    {
        if (R4Definitions.FindSearchParameter(resourceType, parameter.Name) is not { } standard || standard.Type != parameter.Type)
        {
            return ", as " + manifest.Name + " defines it: FHIR R4 has none such";
        }

        var text = new StringBuilder();
        AppendTargets(text, standard.PossibleTargets);
        foreach (var scope in new[] { resourceType, "DomainResource", "Resource" })
        {
            if (Facts.Value.TryGetValue((scope, parameter.Name), out var fact))
            {
                var tab = fact.IndexOf('\t');
                AppendComponents(text, fact.Substring(0, tab));
                text.Append(": looks at ").Append(SearchedElements.Describe(fact.Substring(tab + 1)));
                break;
            }
        }

        return text.ToString();
    }

    private static void AppendTargets(StringBuilder text, EquatableArray<string> targets)
    {
        if (targets.Count == 0)
        {
            return;
        }

        text.Append(" to ");
        if (targets[0] == "*")
        {
            text.Append("any resource");
            return;
        }

        for (var i = 0; i < targets.Count && i < MostTargets; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(targets[i]);
        }

        text.Append(targets.Count > MostTargets ? " and " + (targets.Count - MostTargets) + " more" : "");
    }

    private static void AppendComponents(StringBuilder text, string words)
    {
        var separator = " of ";
        foreach (var word in words.Split(' '))
        {
            if (word.StartsWith(Component, StringComparison.Ordinal))
            {
                var bar = word.IndexOf('|');
                text.Append(separator).Append(word.Substring(Component.Length, (bar < 0 ? word.Length : bar) - Component.Length));
                separator = " and ";
            }
        }
    }

    // The words behind the name, a tab, and the expression.
    private static Dictionary<(string Type, string Name), string> Load()
    {
        using var stream = typeof(SearchMeanings).Assembly.GetManifestResourceStream("FhirTyped.PlatformGenerator.SearchParameters")
            ?? throw new InvalidOperationException("The facts of search parameters are missing from the assembly.");
        using var reader = new StreamReader(stream);
        var facts = new Dictionary<(string, string), string>();
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            var type = line.IndexOf(' ');
            var name = type < 0 ? -1 : line.IndexOf(' ', type + 1);
            if (name > 0 && line.IndexOf('\t') > name)
            {
                facts[(line.Substring(0, type), line.Substring(type + 1, name - type - 1))] = line.Substring(name + 1);
            }
        }

        return facts;
    }
}
