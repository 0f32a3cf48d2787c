using System.Collections.Generic;
using System.Collections.Immutable;
using FhirTyped.Capabilities;

namespace FhirTyped.Analyzers;

/// <summary>What would make a search right, as properties of its diagnostic, for the code fixes.</summary>
internal static class Remedies
{
    /// <summary>The nearest supported name, as a parameter of the URL.</summary>
    public const string NearestParameter = "NearestParameter";

    /// <summary>The property with the sets of criteria of which one is missing: <c>Category:Token:laboratory Code:Token:</c>, a set on each line.</summary>
    public const string MissingCriteria = "MissingCriteria";

    /// <summary>The properties of a verdict's diagnostic.</summary>
    public static ImmutableDictionary<string, string?> Of(CodeSearch search, CapabilityVerdict verdict)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (verdict.Suggestion is not null)
        {
            properties = properties.Add(NearestParameter, verdict.Suggestion);
        }

        if (verdict.RightValue is not null)
        {
            properties = properties.Add(ValueAnalyzer.Remedy, verdict.RightValue);
        }

        var lines = new List<string>();
        foreach (var clause in verdict.Remedies)
        {
            if (Describe(search, clause) is { } line)
            {
                lines.Add(line);
            }
        }

        return lines.Count == 0 ? properties : properties.Add(MissingCriteria, string.Join("\n", lines));
    }

    private static string? Describe(CodeSearch search, RuleClause clause)
    {
        var words = new List<string>();
        foreach (var parameter in clause.Values)
        {
            if (Has(search, parameter))
            {
                continue;
            }

            if (search.Platform.PropertyOf(search.ResourceType, parameter) is not { } property)
            {
                return null;
            }

            var type = search.Platform.ParameterOf(search.ResourceType, property)!.Type;
            words.Add(property + ":" + type + ":" + FirstValue(search, parameter));
        }

        return words.Count == 0 ? null : string.Join(" ", words);
    }

    private static bool Has(CodeSearch search, string parameter)
    {
        foreach (var criterion in search.Criteria)
        {
            if (criterion.Criterion.Name == parameter)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A value that the platform surely accepts, or empty.</summary>
    private static string FirstValue(CodeSearch search, string parameter)
    {
        foreach (var rule in search.Platform.Judge.Manifest.Rules)
        {
            if (rule.Verb != RuleVerb.Values || !rule.AppliesTo(search.ResourceType))
            {
                continue;
            }

            foreach (var clause in rule.Clauses)
            {
                if (clause.Parameter == parameter && clause.Values.Count > 0 && clause.Values[0].IndexOf(' ') < 0)
                {
                    return clause.Values[0];
                }
            }
        }

        return "";
    }
}
