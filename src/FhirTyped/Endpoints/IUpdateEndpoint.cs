using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type that a platform can update.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface IUpdateEndpoint<T>
    where T : Resource
{
    /// <summary>
    /// Replaces a resource: PUT [type]/[id], with <c>If-Match</c> where the resource carries <c>meta.versionId</c>
    /// (https://hl7.org/fhir/R4/http.html#update).
    /// </summary>
    /// <param name="resource">The resource, with its id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The version that the resource has now, and the resource as it is there now.</returns>
    /// <exception cref="ArgumentException">The resource has no valid id, or its <c>meta.versionId</c> is no version.</exception>
    /// <exception cref="FhirCapabilityException">
    /// The platform requires the version and the resource has none, or the resource was fetched in part (it is tagged <c>SUBSETTED</c>), so
    /// that the rest would be deleted; nothing was sent.
    /// </exception>
    /// <exception cref="FhirConflictException">Somebody else changed the resource meanwhile (409 or 412).</exception>
    /// <exception cref="FhirResponseException">The server refused for another reason.</exception>
    /// <exception cref="FhirProtocolException">The server answered with success, and yet not about this resource; it may have been carried out.</exception>
    /// <exception cref="FhirTransportException">The request or its answer did not get through; nobody knows whether it was carried out.</exception>
    /// <exception cref="FhirTimeoutException">The whole answer did not come in time; nobody knows whether it was carried out.</exception>
    Task<FhirWriteResult<T>> UpdateAsync(T resource, CancellationToken cancellationToken = default);
}
