using System.Collections.Generic;
using System.Globalization;

namespace FhirTyped.Capabilities;

// How the criteria of one search stand to each other. A criterion that is only possible counts as present where its absence
// would be a fault, and as absent where its presence would be one: what is reported is certain.
public sealed partial class CapabilityJudge
{
    private void JudgeRelations(SearchQuery query, List<CapabilityVerdict> verdicts)
    {
        if (!query.IsOpen && !query.MeansAll && !query.HasFilter)
        {
            var message = "The search of " + query.ResourceType + " has no filter: it asks for everything that " + Manifest.Name + " has";
            var verdict = query.NeedsFilter ? Unsupported(CapabilityIds.NoFilter, message) : Undeclared(CapabilityIds.NoFilter, message);
            verdicts.Add(verdict with { Message = verdict.Message + (query.CanMeanAll ? " Add a filter, or call All() where that is meant." : " Add a filter.") });
        }

        JudgeRanges(query, verdicts);
        foreach (var rule in Know(query.ResourceType).Rules)
        {
            JudgeRelation(query, rule, verdicts);
        }
    }

    private void JudgeRelation(SearchQuery query, PlatformRule rule, List<CapabilityVerdict> verdicts)
    {
        switch (rule.Verb)
        {
            case RuleVerb.RequiresOneOf:
                JudgeRequiresOneOf(query, rule, verdicts);
                break;
            case RuleVerb.RequiresWith:
                JudgeRequiresWith(query, rule, verdicts);
                break;
            case RuleVerb.ActiveWhen:
                JudgeActiveWhen(query, rule, verdicts);
                break;
            case RuleVerb.IgnoresOthers:
                JudgeIgnoresOthers(query, rule, verdicts);
                break;
            case RuleVerb.Excludes:
                JudgeExcludes(query, rule, verdicts);
                break;
            case RuleVerb.MaxOccurs:
                JudgeMaxOccurs(query, rule, verdicts);
                break;
            case RuleVerb.OrOnly:
                JudgeOrOnly(query, rule, verdicts);
                break;
            case RuleVerb.Ignored:
                JudgeIgnored(query, rule, verdicts);
                break;
            case RuleVerb.ClosedRange:
                JudgeClosedRange(query, rule, verdicts);
                break;
        }
    }

    private void JudgeRequiresOneOf(SearchQuery query, PlatformRule rule, List<CapabilityVerdict> verdicts)
    {
        foreach (var set in rule.Clauses)
        {
            if (HasAll(query, set.Values, orPossible: true))
            {
                return;
            }
        }

        // A list of declared combinations says nothing of a single parameter: that one is declared by itself.
        if (rule.IsDeclaredOnly && CountFilters(query) < 2)
        {
            return;
        }

        var sets = new List<string>();
        foreach (var set in rule.Clauses)
        {
            sets.Add(string.Join(" and ", set.Values));
        }

        verdicts.Add(Broken(rule, CapabilityIds.RequiredCombination, Manifest.Name + " needs "
            + (sets.Count == 1 ? "" : "one of these ") + "in a search of " + query.ResourceType + ": " + string.Join("; or ", sets))
            with { Remedies = rule.Clauses });
    }

    private void JudgeRequiresWith(SearchQuery query, PlatformRule rule, List<CapabilityVerdict> verdicts)
    {
        foreach (var clause in rule.Clauses)
        {
            if (IndexOf(query, clause.Parameter, orPossible: false) is >= 0 and var index && !HasAll(query, clause.Values, orPossible: true))
            {
                verdicts.Add(Broken(rule, CapabilityIds.RequiredCombination, Manifest.Name + " takes '" + clause.Parameter + "' of "
                    + query.ResourceType + " only together with " + string.Join(" and ", clause.Values), index)
                    with { Remedies = new(new[] { clause }) });
            }
        }
    }

    private void JudgeActiveWhen(SearchQuery query, PlatformRule rule, List<CapabilityVerdict> verdicts)
    {
        foreach (var clause in rule.Clauses)
        {
            if (IndexOf(query, clause.Parameter, orPossible: false) is >= 0 and var index && !HasValue(query, clause.Other, clause.Values))
            {
                verdicts.Add(Broken(rule, CapabilityIds.ActiveOnlyWith, Manifest.Name + " heeds '" + clause.Parameter + "' of "
                    + query.ResourceType + " only where " + clause.Other + " is " + string.Join(" or ", clause.Values), index));
            }
        }
    }

    private void JudgeIgnoresOthers(SearchQuery query, PlatformRule rule, List<CapabilityVerdict> verdicts)
    {
        HashSet<int>? reported = null;
        foreach (var dominant in rule.Clauses[0].Values)
        {
            if (IndexOf(query, dominant, orPossible: false) < 0)
            {
                continue;
            }

            reported ??= new(verdicts.FindAll(static verdict => verdict.Id == CapabilityIds.IgnoredInCombination).ConvertAll(static verdict => verdict.CriterionIndex));
            for (var i = 0; i < query.Criteria.Count; i++)
            {
                var criterion = query.Criteria[i];
                if (criterion.IsFilter && !criterion.IsPossible && !rule.Clauses[0].Values.Contains(criterion.Name)
                    && reported.Add(i))
                {
                    verdicts.Add(Broken(rule, CapabilityIds.IgnoredInCombination, Manifest.Name + " ignores " + Quote(criterion, "a search parameter")
                        + " of " + query.ResourceType + " beside " + dominant + ": leave one of them out", i));
                }
            }
        }
    }

    private void JudgeExcludes(SearchQuery query, PlatformRule rule, List<CapabilityVerdict> verdicts)
    {
        foreach (var set in rule.Clauses)
        {
            if (HasAll(query, set.Values, orPossible: false))
            {
                verdicts.Add(Broken(rule, CapabilityIds.Excluded, Manifest.Name + " does not take " + string.Join(" and ", set.Values)
                    + " together in a search of " + query.ResourceType + ": leave one of them out", IndexOf(query, set.Values[set.Values.Count - 1], orPossible: false)));
            }
        }
    }

    private void JudgeMaxOccurs(SearchQuery query, PlatformRule rule, List<CapabilityVerdict> verdicts)
    {
        foreach (var clause in rule.Clauses)
        {
            var maximum = int.Parse(clause.Values[0], CultureInfo.InvariantCulture);
            var seen = 0;
            for (var i = 0; i < query.Criteria.Count; i++)
            {
                if (IsNamed(query.Criteria[i], clause.Parameter) && !query.Criteria[i].IsPossible && ++seen == maximum + 1)
                {
                    verdicts.Add(Broken(rule, CapabilityIds.TooOften, Manifest.Name + " takes '" + clause.Parameter + "' of "
                        + query.ResourceType + " at most " + (maximum == 1 ? "once" : clause.Values[0] + " times"), i));
                }
            }
        }
    }

    private void JudgeOrOnly(SearchQuery query, PlatformRule rule, List<CapabilityVerdict> verdicts)
    {
        foreach (var parameter in rule.Clauses[0].Values)
        {
            var first = IndexOf(query, parameter, orPossible: false);
            for (var i = first + 1; first >= 0 && i < query.Criteria.Count; i++)
            {
                if (IsNamed(query.Criteria[i], parameter) && !query.Criteria[i].IsPossible)
                {
                    verdicts.Add(Broken(rule, CapabilityIds.OrOnly, Manifest.Name + " takes several values of '" + parameter + "' of "
                        + query.ResourceType + " as one comma list only, not by repetition", i));
                }
            }
        }
    }

    private void JudgeIgnored(SearchQuery query, PlatformRule rule, List<CapabilityVerdict> verdicts)
    {
        for (var i = 0; i < query.Criteria.Count; i++)
        {
            var criterion = query.Criteria[i];
            if (criterion.IsFilter && !criterion.IsPossible && rule.Clauses[0].Values.Contains(criterion.Name))
            {
                verdicts.Add(Broken(rule, CapabilityIds.IgnoredInCombination,
                    Manifest.Name + " ignores '" + criterion.Name + "' of " + query.ResourceType + ": leave it out, and filter the results", i));
            }
        }
    }

    private static int CountFilters(SearchQuery query)
    {
        var names = new HashSet<string>();
        foreach (var criterion in query.Criteria)
        {
            if (criterion.IsFilter && !criterion.IsPossible)
            {
                names.Add(criterion.Name);
            }
        }

        return names.Count;
    }

    private static bool HasAll(SearchQuery query, EquatableArray<string> names, bool orPossible)
    {
        if (orPossible && query.IsOpen)
        {
            return true;
        }

        foreach (var name in names)
        {
            if (IndexOf(query, name, orPossible) < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A chain counts as its first parameter, and also by its whole name: some servers declare "schedule.actor" as a parameter.</summary>
    private static bool IsNamed(SearchCriterion criterion, string name) => criterion.Name == name
        || (criterion.Chain.Length > 0 && name.Length > criterion.Name.Length && name.Length <= criterion.Name.Length + 1 + criterion.Chain.Length
            && criterion.Name + "." + SplitModifier(criterion.Chain).Path == name);

    /// <summary>The first criterion of a name.</summary>
    private static int IndexOf(SearchQuery query, string name, bool orPossible)
    {
        for (var i = 0; i < query.Criteria.Count; i++)
        {
            var criterion = query.Criteria[i];
            if ((orPossible || !criterion.IsPossible) && IsNamed(criterion, name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a parameter has, or may have, one of some values.</summary>
    private static bool HasValue(SearchQuery query, string name, EquatableArray<string> values)
    {
        if (query.IsOpen)
        {
            return true;
        }

        foreach (var criterion in query.Criteria)
        {
            if (criterion.Name != name)
            {
                continue;
            }

            foreach (var value in criterion.Values)
            {
                if (!value.IsKnown || values.Contains(value.TokenCode))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
