using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type with the operation <c>$docref</c> of US Core.</summary>
public interface IDocrefEndpoint
{
    /// <summary>
    /// The documents about a patient, made on demand where the server can: GET DocumentReference/$docref
    /// (http://hl7.org/fhir/us/core/OperationDefinition/docref).
    /// </summary>
    /// <param name="patientId">The patient's id.</param>
    /// <param name="options">Which documents; null asks for the newest continuity of care document.</param>
    /// <returns>The documents as a lazy stream over all pages; nothing is sent before they are asked for.</returns>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    FhirSearch<DocumentReference> Docref(string patientId, DocrefOptions? options = null);
}
