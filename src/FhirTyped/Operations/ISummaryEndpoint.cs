using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type with the operation <c>$summary</c> of the International Patient Summary.</summary>
public interface ISummaryEndpoint
{
    /// <summary>The International Patient Summary: GET Patient/[id]/$summary (http://hl7.org/fhir/uv/ips/OperationDefinition/summary).</summary>
    /// <param name="id">The patient's id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The document: its first entry is the Composition.</returns>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    Task<Bundle> SummaryAsync(string id, CancellationToken cancellationToken = default);
}
