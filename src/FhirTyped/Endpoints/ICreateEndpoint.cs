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
    /// <returns>The resource as the server keeps it; where the server answers without a body, the one sent, with the id and version of the answer.</returns>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    Task<T> CreateAsync(T resource, CancellationToken cancellationToken = default);
}
