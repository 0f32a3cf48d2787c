using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Synthetic resources.</summary>
internal static class People
{
    public static Patient Patient(string id, string family = "Muster", string given = "Erika", string? birthDate = "1980-02-03") => new()
    {
        Id = id,
        Name = { new HumanName { Family = family, Given = { given } } },
        BirthDate = birthDate is null ? null : FhirDate.Parse(birthDate),
    };

    public static Observation Laboratory(string id, string patientId, string code = "718-7", string? effective = "2026-01-01") => new()
    {
        Id = id,
        Status = ObservationStatus.Final,
        Category = { new CodeableConcept { Coding = { new Coding { System = "http://terminology.hl7.org/CodeSystem/observation-category", Code = "laboratory" } } } },
        Code = new CodeableConcept { Coding = { new Coding { System = "http://loinc.org", Code = code } } },
        Subject = new ResourceReference { Reference = "Patient/" + patientId },
        Effective = effective is null ? null : new DateTimeElement(FhirDateTime.Parse(effective)),
    };

    public static IEnumerable<Observation> Laboratories(int count, string patientId) =>
        Enumerable.Range(0, count).Select(index => Laboratory($"lab-{index}", patientId, effective: $"2026-01-{(index % 28) + 1:00}"));
}
