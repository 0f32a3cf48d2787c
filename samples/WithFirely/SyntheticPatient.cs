using Hl7.Fhir.Model;

namespace WithFirely;

/// <summary>A patient who does not exist, and her laboratory results.</summary>
internal static class SyntheticPatient
{
    public const string Id = "erika";

    public static IEnumerable<Resource> Record()
    {
        yield return new Patient
        {
            Id = Id,
            Active = true,
            Name = [new HumanName { Family = "Musterfrau", Given = ["Erika"] }],
            Gender = AdministrativeGender.Female,
            BirthDate = "1980-02-03",
        };

        for (var week = 0; week < 54; week++)
        {
            yield return new Observation
            {
                Id = $"haemoglobin-{week}",
                Status = ObservationStatus.Final,
                Category = [new CodeableConcept("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory")],
                Code = new CodeableConcept("http://loinc.org", "718-7", "Haemoglobin"),
                Subject = new ResourceReference("Patient/" + Id),
                Effective = new FhirDateTime(new DateOnly(2025, 1, 6).AddDays(7 * week).ToString("yyyy-MM-dd")),
                Value = new Quantity(13.0m + (week % 5 * 0.2m), "g/dL"),
            };
        }
    }
}
