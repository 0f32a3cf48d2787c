namespace FhirTyped.AspNetCore;

/// <summary>Says that FHIR JSON was registered.</summary>
internal sealed class FhirJsonMarker;
