using System.Collections.Generic;
using System.Text;
using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>
/// What a platform's rules say of searches, for people who read the documentation of what is emitted. It tells the rules as they are; what
/// follows from them for a search, the judge alone decides.
/// </summary>
internal static class SearchCaveats
{
    private const int MostNamed = 12;

    /// <summary>What the rules say of every search of a resource type; empty where they say nothing.</summary>
    public static string OfSearch(PlatformManifest manifest, string resourceType) => Join(manifest, resourceType, OfSearch);

    /// <summary>What the rules say of a search parameter; empty where they say nothing.</summary>
    public static string OfParameter(PlatformManifest manifest, string resourceType, string parameter)
    {
        return Join(manifest, resourceType, Sentences);

        IEnumerable<string> Sentences(PlatformRule rule)
        {
            foreach (var clause in rule.Clauses)
            {
                if (SentenceOf(rule, clause, parameter) is { } sentence)
                {
                    yield return sentence;
                }
            }
        }
    }

    private static IEnumerable<string> OfSearch(PlatformRule rule)
    {
        switch (rule.Verb)
        {
            case RuleVerb.RequiresOneOf:
                yield return OneOf(rule);
                break;
            case RuleVerb.IgnoresOthers:
                yield return "Beside " + List(rule.Clauses[0].Values, " or ") + ", every other filter is ignored.";
                break;
            case RuleVerb.Default:
                foreach (var clause in rule.Clauses)
                {
                    yield return "Without " + clause.Parameter + ", the server applies " + clause.Parameter + "=" + clause.Values[0] + ".";
                }

                break;
            case RuleVerb.Ignored:
                yield return "The server ignores " + List(rule.Clauses[0].Values, " and ") + ".";
                break;
        }
    }

    private static string? SentenceOf(PlatformRule rule, RuleClause clause, string parameter) => rule.Verb switch
    {
        RuleVerb.RequiresOneOf when clause.Values.Contains(parameter) => OneOf(rule),
        RuleVerb.IgnoresOthers when clause.Values.Contains(parameter) => "Beside it, every other filter is ignored.",
        RuleVerb.Ignored when clause.Values.Contains(parameter) => "The server ignores it.",
        RuleVerb.OrOnly when clause.Values.Contains(parameter) => "Several values are taken as one list (AnyOf), not by repetition.",
        RuleVerb.SystemRequired when clause.Values.Contains(parameter) => "The code is only taken with its system.",
        RuleVerb.ClosedRange when clause.Values.Contains(parameter) => "A bound is only taken together with one from the other side.",
        RuleVerb.Excludes when clause.Values.Contains(parameter) => "Cannot be used together with " + List(Without(clause.Values, parameter), " and ") + ".",
        RuleVerb.RequiresWith when clause.Parameter == parameter => "Only taken together with " + List(clause.Values, " and ") + ".",
        RuleVerb.ActiveWhen when clause.Parameter == parameter => "Only has effect where " + clause.Other + " is " + List(clause.Values, " or ") + ".",
        RuleVerb.Values when clause.Parameter == parameter => "Only these values are taken: " + List(clause.Values, " and ") + ".",
        RuleVerb.Modifiers when clause.Parameter == parameter =>
            clause.Values.Count == 0 ? "No modifier is taken." : "Only these modifiers are taken: " + List(clause.Values, " and ") + ".",
        RuleVerb.ModifierRequired when clause.Parameter == parameter => "Only taken with the modifier " + List(clause.Values, " or ") + ".",
        RuleVerb.Prefixes when clause.Parameter == parameter =>
            clause.Values.Count == 0 ? "No comparison is taken." : "Only these comparisons are taken: " + List(clause.Values, " and ") + ".",
        RuleVerb.MaxOccurs when clause.Parameter == parameter => "Taken at most " + (clause.Values[0] == "1" ? "once" : clause.Values[0] + " times") + " in a search.",
        RuleVerb.Default when clause.Parameter == parameter => "Where it is absent, the server applies " + clause.Values[0] + ".",
        _ => null,
    };

    private static string OneOf(PlatformRule rule)
    {
        var sets = new List<string>();
        foreach (var clause in rule.Clauses)
        {
            sets.Add(List(clause.Values, " with "));
        }

        return (rule.IsDeclaredOnly ? "Only promised is a search by " : "Every search needs ") + List(sets, " or ") + ".";
    }

    private static List<string> Without(IReadOnlyList<string> names, string name)
    {
        var others = new List<string>();
        foreach (var other in names)
        {
            if (other != name)
            {
                others.Add(other);
            }
        }

        return others;
    }

    // "a, b and c"; of a long list the first ones.
    private static string List(IReadOnlyList<string> names, string last)
    {
        var text = new StringBuilder();
        for (var i = 0; i < names.Count && i < MostNamed; i++)
        {
            text.Append(i == 0 ? "" : i + 1 == names.Count ? last : ", ").Append(names[i]);
        }

        return text.Append(names.Count > MostNamed ? " and " + (names.Count - MostNamed) + " more" : "").ToString();
    }

    private static string Join(PlatformManifest manifest, string resourceType, System.Func<PlatformRule, IEnumerable<string>> sentences)
    {
        var said = new List<string>();
        foreach (var rule in manifest.Rules)
        {
            if (!rule.AppliesTo(resourceType))
            {
                continue;
            }

            foreach (var sentence in sentences(rule))
            {
                if (!said.Contains(sentence))
                {
                    said.Add(sentence);
                }
            }
        }

        return said.Count == 0 ? "" : manifest.Name + ": " + string.Join(" ", said);
    }
}
