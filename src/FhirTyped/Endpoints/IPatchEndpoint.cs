using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type that a platform can patch by JSON Patch.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface IPatchEndpoint<T>
    where T : Resource
{
    /// <summary>Changes parts of a resource: PATCH [type]/[id] with a JSON Patch (https://hl7.org/fhir/R4/http.html#patch).</summary>
    /// <param name="id">The id.</param>
    /// <param name="patch">The changes.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The version that the resource has now, and the resource where the server answers with it.</returns>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id, the version is none, or the patch is empty.</exception>
    /// <exception cref="FhirCapabilityException">The platform requires the version and the patch has none; nothing was sent.</exception>
    /// <exception cref="FhirConflictException">Somebody else changed the resource meanwhile (409 or 412).</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    /// <exception cref="FhirProtocolException">The server answered with success, and yet not about this resource; it may have been carried out.</exception>
    /// <exception cref="FhirTransportException">The request or its answer did not get through; nobody knows whether it was carried out.</exception>
    /// <exception cref="FhirTimeoutException">The whole answer did not come in time; nobody knows whether it was carried out.</exception>
    Task<FhirWriteResult<T>> PatchAsync(string id, JsonPatch patch, CancellationToken cancellationToken = default);
}
