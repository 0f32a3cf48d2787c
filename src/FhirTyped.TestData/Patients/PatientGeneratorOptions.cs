using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Which patients a <see cref="PatientGenerator"/> makes.</summary>
public sealed class PatientGeneratorOptions : GeneratorOptions
{
    /// <summary>The age of the youngest in whole years at the reference date; 0 by default.</summary>
    public int MinimumAge { get; init; }

    /// <summary>The age of the oldest in whole years at the reference date, included; 95 by default, 150 at most.</summary>
    public int MaximumAge { get; init; } = 95;

    /// <summary>How likely each administrative gender is; by default female and male 0.49 each, other and unknown 0.01 each.</summary>
    public Choices<AdministrativeGender> Gender { get; init; } =
        Choices.Of((AdministrativeGender.Female, 0.49), (AdministrativeGender.Male, 0.49), (AdministrativeGender.Other, 0.01), (AdministrativeGender.Unknown, 0.01));

    /// <summary>The organization that keeps their records (<c>managingOrganization</c>); null, the default, for none.</summary>
    public ResourceReference? Organization { get; init; }
}
