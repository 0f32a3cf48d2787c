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
    /// <exception cref="FhirNotFoundException">There is no such resource, or it was deleted; or the address leads nowhere.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    /// <exception cref="FhirProtocolException">The answer is another resource than the one that was asked for.</exception>
    /// <exception cref="FhirFormatException">The answer is not FHIR JSON.</exception>
    /// <exception cref="FhirTransportException">The request or its answer did not get through.</exception>
    /// <exception cref="FhirTimeoutException">The whole answer did not come in time.</exception>
    Task<T> ReadAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Reads a resource that may not be there.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The resource, or null where the server answers 404 or 410 and its OperationOutcome says so of the resource.</returns>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    /// <exception cref="FhirNotFoundException">
    /// The server answers 404 or 410 without saying that it is the resource that is missing: the page of a proxy, a wrong base address
    /// (<see cref="FhirNotFoundException.IsAboutResource"/>).
    /// </exception>
    /// <exception cref="FhirResponseException">The server refused for another reason.</exception>
    Task<T?> TryReadAsync(string id, CancellationToken cancellationToken = default);
}
