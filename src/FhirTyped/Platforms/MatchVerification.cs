namespace FhirTyped;

/// <summary>Which criteria of a search the client holds against each match, by what the match itself says.</summary>
public enum MatchVerification
{
    /// <summary>None: whatever the server gives is a match.</summary>
    None,

    /// <summary>
    /// Those that say whose data it is: <c>_id</c>, and references to patients by which a resource is in a patient's compartment
    /// (https://hl7.org/fhir/R4/compartmentdefinition-patient.html). A match of another patient throws before it is given.
    /// </summary>
    Patient,

    /// <summary>
    /// All that can be told from a resource. Beyond <see cref="Patient"/> contradictions are only told, by
    /// <see cref="SearchReceipt.ContentMismatch"/>: servers match by more than resources hold, by terminology for example.
    /// </summary>
    All,
}
