namespace FhirTyped;

/// <summary>When a request may be sent again, by its method and its conditions: by itself, or in a bundle. The table is in docs/guides/resilience.md.</summary>
internal static class FhirRepetitions
{
    /// <summary>That of a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="isByVersion">Whether it has <c>If-Match</c>.</param>
    /// <param name="isByCriteria">Whether criteria say which resource is meant.</param>
    /// <param name="hasIfNoneExist">Whether it has <c>If-None-Exist</c>.</param>
    public static FhirRepetition Of(string? method, bool isByVersion, bool isByCriteria, bool hasIfNoneExist) => method switch
    {
        "GET" or "HEAD" => FhirRepetition.Always,
        "POST" when hasIfNoneExist => FhirRepetition.Always,
        "PUT" when !isByVersion => FhirRepetition.Always,

        // A second delete by criteria could meet what was not there for the first.
        "DELETE" when !isByVersion && !isByCriteria => FhirRepetition.Always,
        "PUT" or "DELETE" => FhirRepetition.WhereRefused,
        "PATCH" when isByVersion => FhirRepetition.WhereRefused,
        _ => FhirRepetition.Never,
    };
}
