using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type that a platform can read.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface IReadEndpoint<T>
    where T : Resource
{
    /// <summary>Reads a resource: GET [type]/[id] (https://hl7.org/fhir/R4/http.html#read).</summary>
    /// <param name="id">The id: letters, digits, <c>-</c> and <c>.</c>, at most 64.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    /// <exception cref="FhirNotFoundException">There is no such resource, or it was deleted.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    /// <exception cref="FhirFormatException">The answer is not the resource that was asked for.</exception>
    Task<T> ReadAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Reads a resource that may not be there.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The resource, or null where the server answers 404 or 410.</returns>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    /// <exception cref="FhirResponseException">The server refused for another reason.</exception>
    Task<T?> TryReadAsync(string id, CancellationToken cancellationToken = default);
}
