using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type with the operation <c>$match</c>.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface IMatchEndpoint<T>
    where T : Resource
{
    /// <summary>Finds patients by what is known of one: POST Patient/$match (https://hl7.org/fhir/R4/patient-operation-match.html).</summary>
    /// <param name="resource">What is known; it needs no id.</param>
    /// <param name="options">How to match; null matches as the server sees fit.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The candidates, best first; how sure the server is stands in each entry's <c>search.score</c>.</returns>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    Task<FhirSearchPage<T>> MatchAsync(T resource, MatchOptions? options = null, CancellationToken cancellationToken = default);
}
