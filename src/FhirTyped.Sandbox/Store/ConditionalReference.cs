using FhirTyped.Capabilities;
using FhirTyped.Matching;

namespace FhirTyped.Sandbox;

/// <summary>References that search for their target: https://hl7.org/fhir/R4/http.html#trules.</summary>
internal static class ConditionalReference
{
    /// <summary>Whether a reference has the form <c>Type?query</c>.</summary>
    public static bool Is(string reference) =>
        reference.IndexOf('?', StringComparison.Ordinal) is > 0 and var question && R4Definitions.IsResourceType(reference[..question]);

    /// <summary>The reference to the one resource that fulfils the condition; null where there is none, or more than one.</summary>
    public static string? Resolve(StoreState state, string reference)
    {
        var question = reference.IndexOf('?', StringComparison.Ordinal);
        var query = SearchQuery.Parse(reference[..question], reference[(question + 1)..]);
        var matcher = new SearchMatcher();
        if (query.Criteria.Count == 0 || query.Criteria.Any(criterion => CriterionMatcher.FindProblem(matcher, query.ResourceType, criterion) is not null))
        {
            return null;
        }

        var criteria = new CriterionMatcher(matcher, state);
        var predicates = query.Criteria.Select(criterion => criteria.Compile(query.ResourceType, criterion)).ToArray();
        var found = state.Shelf(query.ResourceType).Current.Where(version => Array.TrueForAll(predicates, predicate => predicate(version))).Take(2).ToList();
        return found.Count == 1 ? query.ResourceType + "/" + found[0].Id : null;
    }
}
