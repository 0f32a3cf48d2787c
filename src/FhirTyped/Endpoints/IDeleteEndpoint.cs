using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type that a platform can delete.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface IDeleteEndpoint<T>
    where T : Resource
{
    /// <summary>Deletes a resource: DELETE [type]/[id] (https://hl7.org/fhir/R4/http.html#delete). Deleting what is not there succeeds.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    /// <exception cref="FhirCapabilityException">The platform requires the version: hand in the resource instead. Nothing was sent.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    Task DeleteAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a resource as it was read: DELETE [type]/[id], with <c>If-Match</c> where it carries <c>meta.versionId</c>, so that nothing
    /// is deleted that somebody changed meanwhile.
    /// </summary>
    /// <param name="resource">The resource, with its id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The resource has no valid id.</exception>
    /// <exception cref="FhirCapabilityException">The platform requires the version and the resource has none; nothing was sent.</exception>
    /// <exception cref="FhirConflictException">Somebody else changed the resource meanwhile (409 or 412).</exception>
    /// <exception cref="FhirResponseException">The server refused for another reason.</exception>
    Task DeleteAsync(T resource, CancellationToken cancellationToken = default);
}
