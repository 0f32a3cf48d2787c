using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type whose past versions a platform can read.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface IVersionReadEndpoint<T>
    where T : Resource
{
    /// <summary>Reads one version of a resource: GET [type]/[id]/_history/[version] (https://hl7.org/fhir/R4/http.html#vread).</summary>
    /// <param name="id">The id.</param>
    /// <param name="versionId">The version, as in <c>meta.versionId</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The id or the version is not a valid FHIR id.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    Task<T> VReadAsync(string id, string versionId, CancellationToken cancellationToken = default);
}
