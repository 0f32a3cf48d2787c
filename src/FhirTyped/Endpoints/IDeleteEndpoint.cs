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
    /// <exception cref="FhirResponseException">The server refused.</exception>
    Task DeleteAsync(string id, CancellationToken cancellationToken = default);
}
