using System.Globalization;
using FhirTyped.R4;

namespace FhirTyped.Gateway.Host;

/// <summary>Two patients who do not exist, with a year of laboratory results, a condition and a medication each.</summary>
internal static class SyntheticPatients
{
    private static readonly (string Code, string Name, string Unit, decimal Usual)[] Laboratory =
    [
        ("718-7", "Haemoglobin", "g/dL", 13.2m),
        ("4548-4", "Haemoglobin A1c", "%", 6.1m),
        ("2160-0", "Creatinine", "mg/dL", 0.9m),
    ];

    /// <summary>All their resources.</summary>
    public static IEnumerable<Resource> All() =>
        Record(Demonstration.PatientId, "Musterfrau", "Erika", AdministrativeGender.Female, "1980-02-03").Concat(Record("max", "Mustermann", "Max", AdministrativeGender.Male, "1975-11-20"));

    private static IEnumerable<Resource> Record(string id, string family, string given, AdministrativeGender gender, string birthDate)
    {
        var subject = new ResourceReference { Reference = "Patient/" + id };
        yield return new Patient
        {
            Id = id,
            Active = true,
            Name = { new HumanName { Family = family, Given = { given } } },
            Gender = gender,
            BirthDate = FhirDate.Parse(birthDate),
        };
        yield return new Condition
        {
            Id = id + "-diabetes",
            ClinicalStatus = new CodeableConcept { Coding = { new Coding { System = "http://terminology.hl7.org/CodeSystem/condition-clinical", Code = "active" } } },
            Category = { new CodeableConcept { Coding = { new Coding { System = "http://terminology.hl7.org/CodeSystem/condition-category", Code = "problem-list-item" } } } },
            Code = new CodeableConcept { Coding = { new Coding { System = "http://snomed.info/sct", Code = "44054006" } }, Text = "Type 2 diabetes" },
            Subject = subject,
        };
        foreach (var (code, name, unit, usual) in Laboratory)
        {
            for (var week = 0; week < 52; week += 2)
            {
                yield return new Observation
                {
                    Id = string.Create(CultureInfo.InvariantCulture, $"{id}-{code}-{week}"),
                    Status = ObservationStatus.Final,
                    Category = { ObservationCategory.Laboratory.ToCodeableConcept() },
                    Code = new CodeableConcept { Coding = { new Coding { System = "http://loinc.org", Code = code } }, Text = name },
                    Subject = subject,
                    Effective = new DateTimeElement(FhirDateTime.Parse(new DateOnly(2026, 1, 5).AddDays(7 * week).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
                    Value = new Quantity { Value = usual + (week % 5 * 0.1m), Unit = unit, System = "http://unitsofmeasure.org", Code = unit },
                };
            }
        }
    }
}
