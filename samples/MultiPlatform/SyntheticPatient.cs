using FhirTyped.R4;

namespace MultiPlatform;

/// <summary>A patient who does not exist, and has been to both hospitals.</summary>
internal static class SyntheticPatient
{
    public const string System = "https://hospital.example.org/mrn";
    public const string Number = "4711";

    public static IEnumerable<Resource> Record(string id, int results)
    {
        yield return new Patient
        {
            Id = id,
            Identifier = { new Identifier { System = System, Value = Number } },
            Name = { new HumanName { Family = "Musterfrau", Given = { "Erika" } } },
            BirthDate = FhirDate.Parse("1980-02-03"),
        };

        for (var week = 0; week < results; week++)
        {
            yield return new Observation
            {
                Id = $"{id}-{week}",
                Status = ObservationStatus.Final,
                Category = { ObservationCategory.Laboratory.ToCodeableConcept() },
                Code = new CodeableConcept { Coding = { new Coding { System = "http://loinc.org", Code = "718-7" } } },
                Subject = new ResourceReference { Reference = "Patient/" + id },
                Effective = new DateTimeElement(FhirDateTime.Parse(new DateOnly(2025, 1, 6).AddDays(7 * week).ToString("yyyy-MM-dd"))),
            };
        }
    }
}
