namespace FhirTyped.TestData;

/// <summary>The moments in a clinician's work at which CDS Hooks asks for advice. <see href="https://cds-hooks.hl7.org/hooks/"/></summary>
public enum CdsHook
{
    /// <summary><c>patient-view</c>: a chart is opened.</summary>
    PatientView,

    /// <summary><c>encounter-start</c>: a stay begins.</summary>
    EncounterStart,

    /// <summary><c>encounter-discharge</c>: a stay is about to end.</summary>
    EncounterDischarge,

    /// <summary><c>order-select</c>: an order was picked, and is a draft.</summary>
    OrderSelect,

    /// <summary><c>order-sign</c>: drafts are about to be signed.</summary>
    OrderSign,
}
