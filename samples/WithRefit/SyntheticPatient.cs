using FhirTyped.R4;

namespace WithRefit;

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
            Name = { new HumanName { Family = "Musterfrau", Given = { "Erika" } } },
            Gender = AdministrativeGender.Female,
            BirthDate = FhirDate.Parse("1980-02-03"),
        };

        // Haemoglobin once a week, for one year and a little longer.
        for (var week = 0; week < 54; week++)
        {
            yield return new Observation
            {
                Id = $"haemoglobin-{week}",
                Status = ObservationStatus.Final,
                Category = { ObservationCategory.Laboratory.ToCodeableConcept() },
                Code = new CodeableConcept
                {
                    Coding = { new Coding { System = "http://loinc.org", Code = "718-7" } },
                    Text = "Haemoglobin",
                },
                Subject = new ResourceReference { Reference = "Patient/" + Id },
                Effective = new DateTimeElement(FhirDateTime.Parse(new DateOnly(2025, 1, 6).AddDays(7 * week).ToString("yyyy-MM-dd"))),
                Value = new Quantity { Value = 13.0m + (week % 5 * 0.2m), Unit = "g/dL", System = "http://unitsofmeasure.org", Code = "g/dL" },
            };
        }
    }
}
