using FhirTyped.Capabilities;

namespace FhirTyped.Sandbox;

/// <summary>References that search for their target: https://hl7.org/fhir/R4/http.html#trules.</summary>
internal static class ConditionalReference
{
    /// <summary>Whether a reference has the form <c>Type?query</c>.</summary>
    public static bool Is(string reference) =>
        reference.IndexOf('?', StringComparison.Ordinal) is > 0 and var question && R4Definitions.IsResourceType(reference[..question]);

    /// <summary>The reference to the one resource that fulfils the condition; null where there is none, or more than one.</summary>
    public static string? Resolve(SandboxServer server, StoreState state, string reference)
    {
        var question = reference.IndexOf('?', StringComparison.Ordinal);
        var query = SearchQuery.Parse(reference[..question], reference[(question + 1)..]);
        if (query.Criteria.Count == 0 || query.Criteria.Any(criterion => CriterionMatcher.FindProblem(server.Matcher, query.ResourceType, criterion) is not null))
        {
            return null;
        }

        return server.Finder.Find(state, query.ResourceType, query.Criteria) is [var only] ? query.ResourceType + "/" + only.Id : null;
    }
}
