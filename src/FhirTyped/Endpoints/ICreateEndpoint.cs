using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type that a platform can create.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface ICreateEndpoint<T>
    where T : Resource
{
    /// <summary>Creates a resource: POST [type] (https://hl7.org/fhir/R4/http.html#create).</summary>
    /// <param name="resource">The resource; the server gives it an id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The id and version that the server gave, and the resource as it is there now.</returns>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    /// <exception cref="FhirProtocolException">The server answered with success, and yet not about this resource; it may have been carried out.</exception>
    /// <exception cref="FhirTransportException">The request or its answer did not get through; nobody knows whether it was carried out.</exception>
    /// <exception cref="FhirTimeoutException">The whole answer did not come in time; nobody knows whether it was carried out.</exception>
    Task<FhirWriteResult<T>> CreateAsync(T resource, CancellationToken cancellationToken = default);
}
