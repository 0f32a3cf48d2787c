using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type with the operation <c>$expand</c>.</summary>
public interface IExpandEndpoint
{
    /// <summary>The codes of a value set: POST ValueSet/$expand (https://hl7.org/fhir/R4/valueset-operation-expand.html).</summary>
    /// <param name="url">The value set's canonical address.</param>
    /// <param name="options">Which codes; null asks for all.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The value set with its expansion.</returns>
    /// <exception cref="ArgumentException">The address is empty.</exception>
    /// <exception cref="FhirNotFoundException">The server does not know the value set.</exception>
    /// <exception cref="FhirResponseException">The server refused; a value set that is too large gives 422.</exception>
    Task<ValueSet> ExpandAsync(string url, ExpandOptions? options = null, CancellationToken cancellationToken = default);
}
