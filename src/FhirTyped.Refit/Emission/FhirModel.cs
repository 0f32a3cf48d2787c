namespace FhirTyped;

/// <summary>The classes that emitted Refit interfaces take and give.</summary>
public enum FhirModel
{
    /// <summary>FhirTyped's own, <c>FhirTyped.R4</c>.</summary>
    FhirTyped,

    /// <summary>Those of the Firely SDK, <c>Hl7.Fhir.Model</c>: needs the package FhirTyped.Refit.Firely.</summary>
    Firely,
}
