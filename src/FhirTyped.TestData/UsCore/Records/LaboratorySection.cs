using System.Globalization;
using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Laboratory results at check-ups: an order, a specimen, the results, and the report that holds them together.</summary>
internal static class LaboratorySection
{
    public static void Add(PatientRecord record)
    {
        for (var i = 0; i < record.Visits.Count; i++)
        {
            var visit = record.Visits[i];
            if (visit.Problem is not null && !visit.IsInpatient)
            {
                continue;
            }

            var random = record.Random("laboratory", i);
            var age = record.AgeAt(visit.Start);
            if (random.NextBoolean(age < 18 ? 0.2 : 0.7))
            {
                AddPanel(record, visit, LaboratoryPanel.BloodCount, random.Derive("count"));
            }

            if (age >= 18 && random.NextBoolean(0.7))
            {
                AddPanel(record, visit, LaboratoryPanel.Metabolic, random.Derive("metabolic"));
            }

            if (age >= 35 && random.NextBoolean(0.6))
            {
                AddPanel(record, visit, LaboratoryPanel.Lipids, random.Derive("lipids"));
            }

            if (record.Has(Problem.Diabetes) || record.Has(Problem.Prediabetes))
            {
                AddPanel(record, visit, LaboratoryPanel.LongTermGlucose, random.Derive("glucose"));
            }
        }
    }

    private static void AddPanel(PatientRecord record, Visit visit, LaboratoryPanel panel, SeededRandom random)
    {
        var collected = visit.Start.AddMinutes(10);
        var issued = collected.AddHours(random.Next(2, 20));
        var order = record.Add(
            new ServiceRequest
            {
                Status = RequestStatus.Completed,
                Intent = RequestIntent.Order,
                Category = { Concepts.Snomed("108252007", "Laboratory procedure (procedure)") },
                Code = Concepts.Loinc(panel.Code, panel.Display),
                Subject = record.Subject(),
                Encounter = visit.Encounter.ToReference(),
                OccurrenceDateTime = collected,
                AuthoredOn = visit.Start,
                Requester = visit.Practitioner.ToReference(),
            },
            UsCoreProfiles.ServiceRequest,
            random);
        var specimen = record.Add(
            new Specimen
            {
                Identifier = { new Identifier("http://laboratory.example.org/identifiers/specimen", "S" + random.Next(0, 999_999_999).ToString("D9", CultureInfo.InvariantCulture)) },
                Status = SpecimenStatus.Available,
                Type = panel.IsBlood ? Concepts.Snomed("258580003", "Whole blood specimen (specimen)") : Concepts.Snomed("119364003", "Serum specimen (specimen)"),
                Subject = record.Subject(),
                Request = { order.ToReference() },
                Collection = new SpecimenCollection { CollectedDateTime = collected },
            },
            UsCoreProfiles.Specimen,
            random);
        var results = panel.Tests.Select(test => record.Add(Result(record, visit, test, specimen, collected, issued, random), UsCoreProfiles.Laboratory, random)).ToArray();
        var report = new DiagnosticReport
        {
            BasedOn = { order.ToReference() },
            Status = DiagnosticReportStatus.Final,
            Category = { Concepts.Terminology("v2-0074", "LAB", "Laboratory") },
            Code = Concepts.Loinc(panel.Code, panel.Display),
            Subject = record.Subject(),
            Encounter = visit.Encounter.ToReference(),
            EffectiveDateTime = collected,
            Issued = issued,
            Performer = { record.Network.Laboratory.ToReference() },
            Specimen = { specimen.ToReference() },
        };
        report.Result.AddRange(results.Select(static result => result.ToReference()));
        record.Add(report, UsCoreProfiles.LaboratoryReport, random);
    }

    private static Observation Result(PatientRecord record, Visit visit, LaboratoryTest test, Specimen specimen, DateTimeOffset collected, DateTimeOffset issued, SeededRandom random)
    {
        var (minimum, maximum) = Range(record, test);
        var value = random.NextMiddle(minimum, maximum, test.Digits);
        var (code, display) = value < test.Low ? ("L", "Low") : value > test.High ? ("H", "High") : ("N", "Normal");
        return new Observation
        {
            Status = ObservationStatus.Final,
            Category = { Concepts.Category("laboratory", "Laboratory") },
            Code = Concepts.Loinc(test.Code, test.Display),
            Subject = record.Subject(),
            Encounter = visit.Encounter.ToReference(),
            EffectiveDateTime = collected,
            Issued = issued,
            Performer = { record.Network.Laboratory.ToReference() },
            Value = Quantity.Ucum(value, test.Unit, test.Unit),
            Interpretation = { Concepts.Terminology("v3-ObservationInterpretation", code, display) },
            ReferenceRange =
            {
                new ObservationReferenceRange
                {
                    Low = test.Low is { } low ? Quantity.Ucum(low, test.Unit, test.Unit) : null,
                    High = test.High is { } high ? Quantity.Ucum(high, test.Unit, test.Unit) : null,
                },
            },
            Specimen = specimen.ToReference(),
        };
    }

    // What somebody has shows in what is measured.
    private static (decimal Minimum, decimal Maximum) Range(PatientRecord record, LaboratoryTest test) => test.Code switch
    {
        LaboratoryTest.HemoglobinA1c => record.Has(Problem.Diabetes) ? (6.3m, 9.8m) : (5.7m, 6.4m),
        LaboratoryTest.Glucose => record.Has(Problem.Diabetes) ? (105, 240) : (test.Minimum, 118),
        LaboratoryTest.Hemoglobin => record.Has(Problem.Anemia) ? (8.5m, 11.8m) : (12.1m, test.Maximum),
        LaboratoryTest.LowDensityLipoprotein => record.Has(Problem.Hyperlipidemia) ? (105, test.Maximum) : (test.Minimum, 125),
        _ => (test.Minimum, test.Maximum),
    };
}
