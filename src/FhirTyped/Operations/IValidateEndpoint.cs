using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type with the operation <c>$validate</c>.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface IValidateEndpoint<T>
    where T : Resource
{
    /// <summary>Has the server check a resource: POST [type]/$validate (https://hl7.org/fhir/R4/resource-operation-validate.html). Nothing is stored.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="profile">The canonical address of a profile that it must meet, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>What the server found; a resource is right where no issue is an error. Some servers say the same with 412 or 422, which is no exception here.</returns>
    /// <exception cref="ArgumentException">The profile is empty.</exception>
    /// <exception cref="FhirResponseException">The server refused to check.</exception>
    Task<OperationOutcome> ValidateAsync(T resource, string? profile = null, CancellationToken cancellationToken = default);
}
