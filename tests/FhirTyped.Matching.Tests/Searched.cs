using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Matching.Tests;

/// <summary>Runs a query over one resource.</summary>
internal static class Searched
{
    public const string BaseUrl = "https://fhir.example.org/r4/";

    private static readonly SearchMatcher Matcher = new(BaseUrl, new FixedClock());

    /// <summary>Whether a resource fulfils all criteria of a query.</summary>
    public static bool Matches(Resource resource, string query)
    {
        var parsed = SearchQuery.Parse(resource.TypeName, query);
        return parsed.Criteria.All(criterion => Matcher.Matches(resource, criterion));
    }

    /// <summary>What a resource says of a query's first criterion: null where it does not say.</summary>
    public static bool? Test(Resource resource, string query) =>
        Matcher.CompileTest(resource.TypeName, SearchQuery.Parse(resource.TypeName, query).Criteria[0])(resource);

    /// <summary>Why the query's first criterion cannot be carried out, or null.</summary>
    public static string? Problem(string resourceType, string query) =>
        Matcher.FindProblem(resourceType, SearchQuery.Parse(resourceType, query).Criteria[0]);

    public static Resource Read(string json) => FhirJson.Read(System.Text.Encoding.UTF8.GetBytes(json));

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
