using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type that a platform can read and update.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface IModifyEndpoint<T>
    where T : Resource
{
    /// <summary>Reads a resource, changes it and writes it; on a conflict (409 or 412) it reads again and changes that, up to three times.</summary>
    /// <param name="id">The id.</param>
    /// <param name="change">Changes the resource. It may be called more than once, each time on a fresh one.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    /// <exception cref="FhirConflictException">Every attempt met a conflict.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    Task<T> ModifyAsync(string id, Action<T> change, CancellationToken cancellationToken = default);
}
