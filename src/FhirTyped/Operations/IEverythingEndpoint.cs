using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type with the operation <c>$everything</c>.</summary>
public interface IEverythingEndpoint
{
    /// <summary>
    /// Everything that belongs to a patient or encounter: GET [type]/[id]/$everything
    /// (https://hl7.org/fhir/R4/patient-operation-everything.html).
    /// </summary>
    /// <param name="id">The id.</param>
    /// <param name="options">What to give; null gives everything.</param>
    /// <returns>The resources of all types as a lazy stream over all pages; nothing is sent before they are asked for.</returns>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id, or an option is empty.</exception>
    FhirSearch<Resource> Everything(string id, EverythingOptions? options = null);
}
