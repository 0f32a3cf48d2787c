using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type that a platform can patch by FHIRPath Patch.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface IFhirPathPatchEndpoint<T>
    where T : Resource
{
    /// <summary>Changes parts of a resource: PATCH [type]/[id] with a FHIRPath Patch (https://hl7.org/fhir/R4/fhirpatch.html).</summary>
    /// <param name="id">The id.</param>
    /// <param name="patch">The changes.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id, or the patch is empty.</exception>
    /// <exception cref="FhirCapabilityException">The platform requires the version and the patch has none; nothing was sent.</exception>
    /// <exception cref="FhirConflictException">Somebody else changed the resource meanwhile (409 or 412).</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    Task<T> PatchAsync(string id, FhirPathPatch patch, CancellationToken cancellationToken = default);
}
