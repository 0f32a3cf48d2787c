using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// The addresses by which a server gives the next page. Their form is the server's own (https://hl7.org/fhir/R4/http.html#paging), so they
// are no searches that somebody wrote.
public sealed partial class CapabilityJudge
{
    /// <summary>The parameters that make an address one of a further page, on a resource type or, where it is empty, on the whole system.</summary>
    public IEnumerable<string> PagingParameters(string resourceType)
    {
        foreach (var rule in Know(resourceType).Rules)
        {
            if (rule.Verb == RuleVerb.PagingParameters)
            {
                foreach (var name in rule.Clauses[0].Values)
                {
                    yield return name;
                }
            }
        }
    }

    /// <summary>Whether a query is one by which the platform gives a further page of an earlier search.</summary>
    /// <param name="query">The query; of an address below no resource type, as HAPI gives them, the type is empty.</param>
    public bool IsContinuation(SearchQuery query)
    {
        foreach (var name in PagingParameters(query.ResourceType))
        {
            foreach (var criterion in query.Criteria)
            {
                if (criterion.FullName == name && criterion.Values.Count > 0 && criterion.Values[0].Escaped is not "")
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What is wrong with the address of a further page; null where a query is of none.</summary>
    private IReadOnlyList<CapabilityVerdict>? JudgeContinuation(SearchQuery query) =>
        !IsContinuation(query) ? null
        : query.ResourceType.Length > 0 && JudgeInteraction(query.ResourceType, FhirInteraction.SearchType) is { IsSupported: false } verdict ? new[] { verdict }
        : Array.Empty<CapabilityVerdict>();
}
