using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type that a platform sends only where its version is another.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface IReadIfNoneMatchEndpoint<T>
    where T : Resource
{
    /// <summary>Reads a resource unless it still has a version: GET [type]/[id] with <c>If-None-Match</c> (https://hl7.org/fhir/R4/http.html#cread).</summary>
    /// <param name="id">The id.</param>
    /// <param name="versionId">The version that one has, as in <c>meta.versionId</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The resource, or null where it was not modified (304): the one that one has is still right.</returns>
    /// <exception cref="ArgumentException">The id or the version is not a valid FHIR id.</exception>
    /// <exception cref="FhirNotFoundException">There is no such resource, or it was deleted.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    Task<T?> ReadIfNoneMatchAsync(string id, string versionId, CancellationToken cancellationToken = default);
}
