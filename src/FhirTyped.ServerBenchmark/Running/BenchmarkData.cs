using FhirTyped.R4;
using FhirTyped.TestData;

namespace FhirTyped.ServerBenchmark;

/// <summary>The data: the same for every server, and of each attempt another, so that no server can know it already.</summary>
internal sealed class BenchmarkData(FhirServerBenchmarkOptions options, OwnResources own)
{
    // A patient with an encounter, a condition, an immunization and an observation.
    private const int ResourcesOfAPatient = 5;
    private const string Loinc = "http://loinc.org";

    private readonly PatientGenerator _patients = new(new PatientGeneratorOptions { Seed = options.Seed });

    /// <summary>The types that a dataset has.</summary>
    public static IReadOnlyList<string> DatasetTypes { get; } = ["Patient", "Encounter", "Condition", "Immunization", "Observation"];

    /// <summary>A patient without an id.</summary>
    public Patient Patient(int index)
    {
        var patient = own.Mark(_patients.Generate(1, index).Single());
        patient.Id = null;
        return patient;
    }

    /// <summary>The resources of a transaction: those that are referred to before those that refer.</summary>
    public Bundle Dataset(int index)
    {
        var patients = (options.DatasetSize + ResourcesOfAPatient - 1) / ResourcesOfAPatient;
        var seed = unchecked(options.Seed + ((ulong)index * 1_000_003) + 1);
        var generator = new DatasetGenerator("patients", new PatientGenerator(new PatientGeneratorOptions { Seed = seed }), patients, new DatasetOptions { Seed = seed })
            .Add("encounters", Encounters(), "patients", static (encounter, patient) => encounter.Subject = patient)
            .Add("conditions", Conditions(), "patients", static (condition, patient) => condition.Subject = patient)
            .Add("immunizations", Immunizations(), "patients", static (immunization, patient) => immunization.Patient = patient)
            .Add("observations", Observations(), "patients", static (observation, patient) => observation.Subject = patient);
        var bundle = new Dataset(generator.Stream().Take(options.DatasetSize).Select(own.Mark)).ToTransaction();
        foreach (var entry in bundle.Entry)
        {
            entry.Resource!.Id = null;
        }

        return bundle;
    }

    private static ResourceGenerator<Encounter> Encounters() => new ResourceGenerator<Encounter>()
        .Value(static (encounter, status) => encounter.Status = status, EncounterStatus.Finished)
        .Field(static (encounter, code) => encounter.Class = new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", code), Choices.Of(("AMB", 0.8), ("EMER", 0.2)))
        .Field(static (encounter, random) => encounter.Period = new Period { Start = FhirDateTime.Parse(random.NextDate(new(2020, 1, 1), new(2025, 12, 31)).ToString("O", System.Globalization.CultureInfo.InvariantCulture)) });

    private static ResourceGenerator<Condition> Conditions() => new ResourceGenerator<Condition>()
        .Value(static (condition, status) => condition.ClinicalStatus = status, new CodeableConcept("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"))
        .Field(static (condition, code) => condition.Code = new CodeableConcept("http://id.who.int/icd/release/11/mms", code), Choices.Of(("RA01.0", 0.2), ("BA00", 0.5), ("5A11", 0.3)));

    private static ResourceGenerator<Immunization> Immunizations() => new ResourceGenerator<Immunization>()
        .Value(static (immunization, status) => immunization.Status = status, ImmunizationStatus.Completed)
        .Value(static (immunization, code) => immunization.VaccineCode = code, new CodeableConcept("http://hl7.org/fhir/sid/cvx", "208"))
        .Value(static (immunization, moment) => immunization.Occurrence = moment, new DateTimeElement(FhirDateTime.Parse("2021-05-01")));

    private static ResourceGenerator<Observation> Observations() => new ResourceGenerator<Observation>()
        .Value(static (observation, status) => observation.Status = status, ObservationStatus.Final)
        .Value(static (observation, code) => observation.Code = code, new CodeableConcept(Loinc, "85353-1"))
        .Value(static (observation, moment) => observation.Effective = moment, new DateTimeElement(FhirDateTime.Parse("2025-03-01T09:00:00Z")))
        .Field(static (observation, random) => observation.Component.Add(new ObservationComponent
        {
            Code = new CodeableConcept(Loinc, "9279-1"),
            Value = Quantity.Ucum(random.NextDecimal(8, 30, 0), "/min"),
        }));
}
