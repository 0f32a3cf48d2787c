using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>An encounter and what is needed of it again and again.</summary>
/// <param name="Encounter">The encounter.</param>
/// <param name="Practitioner">Who saw the patient.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
/// <param name="Problem">The acute problem that it was for; null for a check-up.</param>
internal sealed record Visit(Encounter Encounter, Practitioner Practitioner, DateTimeOffset Start, DateTimeOffset End, Problem? Problem)
{
    /// <summary>Whether the patient stayed overnight.</summary>
    public bool IsInpatient => Encounter.Class?.Code == "IMP";
}
