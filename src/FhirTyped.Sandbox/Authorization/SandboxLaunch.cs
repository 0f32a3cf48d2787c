namespace FhirTyped.Sandbox;

/// <summary>
/// The context of a launch (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html): whose record is open, and who opened it.
/// </summary>
public sealed record SandboxLaunch
{
    /// <summary>The id of the patient.</summary>
    /// <value>The default is null: none is in context, and <c>patient/</c> scopes permit nothing.</value>
    public string? PatientId { get; init; }

    /// <summary>The id of the encounter.</summary>
    /// <value>The default is null: none is in context.</value>
    public string? EncounterId { get; init; }

    /// <summary>The user who signed in, as a relative reference: <c>Practitioner/1</c>.</summary>
    /// <value>The default is null: the patient, where there is one.</value>
    public string? User { get; init; }

    /// <summary>What the app is to do, <c>intent</c>.</summary>
    /// <value>The default is null: nothing is said.</value>
    public string? Intent { get; init; }

    /// <summary>Whether the app must show whose record it is, <c>need_patient_banner</c>.</summary>
    /// <value>The default is true.</value>
    public bool NeedsPatientBanner { get; init; } = true;
}
