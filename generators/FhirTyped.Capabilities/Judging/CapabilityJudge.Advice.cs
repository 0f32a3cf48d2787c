using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// What is good to know of a search and speaks against nothing in it.
public sealed partial class CapabilityJudge
{
    /// <summary>
    /// What whoever writes a search may want to know: defaults that the server applies, parameters of the answer that it does not
    /// declare, scopes that are not asked for.
    /// </summary>
    /// <remarks>None of it is a reason not to send the search, so <see cref="JudgeSearch"/> does not hold it.</remarks>
    public IEnumerable<CapabilityVerdict> AdviseOn(SearchQuery query)
    {
        if (Manifest.FindResource(query.ResourceType) is not { } resource)
        {
            yield break;
        }

        for (var i = 0; i < query.Criteria.Count; i++)
        {
            if (query.Criteria[i].Name is "_summary" or "_total" or "_elements" && FindSearchParameter(resource, query.Criteria[i].Name) is null)
            {
                yield return JudgeSearchParameter(query.ResourceType, query.Criteria[i].Name) with { CriterionIndex = i };
            }
        }

        if (JudgeScope(query.ResourceType, FhirInteraction.SearchType) is { IsSupported: false } scope)
        {
            yield return scope;
        }

        foreach (var verdict in JudgeIncludeScopes(query))
        {
            yield return verdict;
        }

        foreach (var rule in Manifest.Rules)
        {
            if (rule.Verb != RuleVerb.Default || !rule.AppliesTo(query.ResourceType) || query.IsOpen)
            {
                continue;
            }

            foreach (var clause in rule.Clauses)
            {
                // How large a page is by default changes nothing in what is found.
                if (!R4Definitions.IsResultParameter(clause.Parameter) && IndexOf(query, clause.Parameter, orPossible: true) < 0)
                {
                    yield return Verdict(CapabilitySupport.Undeclared, CapabilityIds.DefaultApplied, Manifest.Name + " searches " + query.ResourceType
                        + " with " + clause.Parameter + "=" + string.Join(",", clause.Values) + " where the search does not say otherwise", rule.Source, null);
                }
            }
        }
    }

    /// <summary>Whether the day for which a review of the platform's facts is announced has passed.</summary>
    /// <param name="today">The day it is, as <c>2026-11-20</c>.</param>
    public CapabilityVerdict JudgeReview(string today) => Manifest.ReviewAfter.Length > 0 && string.CompareOrdinal(today, Manifest.ReviewAfter) > 0
        ? Undeclared(CapabilityIds.ReviewDue, "The facts about " + Manifest.Name + " want to be looked at again after " + Manifest.ReviewAfter
            + ": compare them with the server's statement (fhirtyped check), and set review_after anew")
        : CapabilityVerdict.Supported;

    /// <summary>Whether the platform's facts come from the platform itself.</summary>
    public CapabilityVerdict JudgeOrigin() => Manifest.Origin.Kind == StatementKind.Assumed
        ? Undeclared(CapabilityIds.Assumed, "What " + Manifest.Name + " supports was never declared by the platform itself: capture its CapabilityStatement")
        : CapabilityVerdict.Supported;
}
