using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Vital signs at every visit: series over the years around what is this patient's own, with children growing.</summary>
internal static class VitalSignSection
{
    // Age in years, then height in cm and weight in kg of a child in the middle; between them it is a straight line.
    private static readonly (int Age, decimal Height, decimal Weight)[] Growth = [(0, 52, 4), (1, 75, 10), (2, 87, 12), (5, 110, 19), (10, 139, 32), (15, 168, 57), (18, 172, 70)];

    public static void Add(PatientRecord record)
    {
        var own = record.Random("vital signs");
        var (stature, build) = (own.NextMiddle(0.90m, 1.10m, 2), own.NextMiddle(0.70m, 1.60m, 2));
        var (low, high) = record.Has(Problem.Hypertension) ? (128m, 165m) : (98m, 132m);
        var (systolic, pulse) = (own.NextMiddle(low, high, 0), own.NextMiddle(55, 92, 0));
        for (var i = 0; i < record.Visits.Count; i++)
        {
            var visit = record.Visits[i];
            var random = record.Random("vital signs", i + 1);
            var age = record.AgeAt(visit.Start);
            var (height, weight) = Size(age, stature, build, random);
            var isChild = age < 13;
            AddBloodPressure(record, visit, (isChild ? systolic - 25 : systolic) + random.Next(-8, 8), random);
            Add(record, visit, UsCoreProfiles.HeartRate, Concepts.Loinc("8867-4", "Heart rate"), (isChild ? pulse + 20 : pulse) + random.Next(-6, 6), "/min", "beats/minute", random);
            Add(record, visit, UsCoreProfiles.RespiratoryRate, Concepts.Loinc("9279-1", "Respiratory rate"), (isChild ? 22 : 15) + random.Next(-3, 3), "/min", "breaths/minute", random);
            Add(record, visit, UsCoreProfiles.BodyTemperature, Concepts.Loinc("8310-5", "Body temperature"), visit.Problem is null ? random.NextMiddle(36.2m, 37.2m, 1) : random.NextMiddle(36.5m, 39.2m, 1), "Cel", "C", random);
            var oxygen = Concepts.Loinc("2708-6", "Oxygen saturation in Arterial blood");
            oxygen.Coding.Add(new Coding(CodeSystems.Loinc, "59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"));
            Add(record, visit, UsCoreProfiles.PulseOximetry, oxygen, random.Next(94, 100), "%", "%", random);
            Add(record, visit, UsCoreProfiles.BodyHeight, Concepts.Loinc("8302-2", "Body height"), height, "cm", "cm", random);
            Add(record, visit, UsCoreProfiles.BodyWeight, Concepts.Loinc("29463-7", "Body weight"), weight, "kg", "kg", random);
            Add(record, visit, UsCoreProfiles.BodyMassIndex, Concepts.Loinc("39156-5", "Body mass index (BMI) [Ratio]"), Math.Round(weight * 10_000 / (height * height), 1), "kg/m2", "kg/m2", random);
        }
    }

    private static (decimal Height, decimal Weight) Size(int age, decimal stature, decimal build, SeededRandom random)
    {
        var to = Array.FindIndex(Growth, step => step.Age > age);
        var (height, weight) = to < 0 ? (Growth[^1].Height, Growth[^1].Weight) : (
            Between(Growth[to - 1].Height, Growth[to].Height, age - Growth[to - 1].Age, Growth[to].Age - Growth[to - 1].Age),
            Between(Growth[to - 1].Weight, Growth[to].Weight, age - Growth[to - 1].Age, Growth[to].Age - Growth[to - 1].Age));
        return (Math.Round(height * stature, 1), Math.Round((weight * build) + random.NextDecimal(-0.4m, 0.4m, 1), 1));
    }

    private static decimal Between(decimal from, decimal to, int part, int whole) => from + ((to - from) * part / whole);

    private static void Add(PatientRecord record, Visit visit, string profile, CodeableConcept code, decimal value, string unit, string words, SeededRandom random)
    {
        var observation = Create(record, visit, code);
        observation.Value = Quantity.Ucum(value, unit, words);
        record.Add(observation, profile, random);
    }

    private static void AddBloodPressure(PatientRecord record, Visit visit, decimal systolic, SeededRandom random)
    {
        var observation = Create(record, visit, Concepts.Loinc("85354-9", "Blood pressure panel with all children optional"));
        observation.Component.Add(new ObservationComponent { Code = Concepts.Loinc("8480-6", "Systolic blood pressure"), Value = Quantity.Ucum(systolic, "mm[Hg]", "mmHg") });
        observation.Component.Add(new ObservationComponent
        {
            Code = Concepts.Loinc("8462-4", "Diastolic blood pressure"),
            Value = Quantity.Ucum(decimal.Truncate(systolic * 0.63m) + random.Next(-4, 4), "mm[Hg]", "mmHg"),
        });
        record.Add(observation, UsCoreProfiles.BloodPressure, random);
    }

    private static Observation Create(PatientRecord record, Visit visit, CodeableConcept code) => new()
    {
        Status = ObservationStatus.Final,
        Category = { Concepts.Category("vital-signs", "Vital Signs") },
        Code = code,
        Subject = record.Subject(),
        Encounter = visit.Encounter.ToReference(),
        EffectiveDateTime = visit.Start.AddMinutes(5),
        Performer = { visit.Practitioner.ToReference() },
    };
}
