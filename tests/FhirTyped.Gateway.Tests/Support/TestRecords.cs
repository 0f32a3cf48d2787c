using System.Globalization;
using FhirTyped.R4;

namespace FhirTyped.Gateway.Tests;

/// <summary>People who do not exist.</summary>
internal static class TestRecords
{
    public static IEnumerable<Resource> Of(string id, int observations)
    {
        yield return new Patient { Id = id, Active = false, Name = { new HumanName { Family = "Muster-" + id } } };
        for (var i = 0; i < observations; i++)
        {
            yield return new Observation
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{id}-o{i}"),
                Status = ObservationStatus.Final,
                Category = { ObservationCategory.Laboratory.ToCodeableConcept() },
                Code = new CodeableConcept { Coding = { new Coding { System = "http://loinc.org", Code = "718-7" } } },
                Subject = new ResourceReference { Reference = "Patient/" + id },
                Effective = new DateTimeElement(FhirDateTime.Parse(new DateOnly(2025, 1, 1).AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
                Value = new Quantity { Value = 13 + (i % 5), Unit = "g/dL" },
            };
        }
    }
}
