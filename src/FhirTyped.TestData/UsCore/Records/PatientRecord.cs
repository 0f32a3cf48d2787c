using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>One patient's record while it is written: each section adds to it, by random numbers of its own.</summary>
internal sealed class PatientRecord
{
    // The same for all patients: an offset is there to be read, and is no time zone.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(-5);

    private readonly List<Resource> _all = [];
    private readonly SeededRandom _random;

    private PatientRecord(Patient patient, CareNetwork network, SeededRandom random, DateOnly referenceDate)
    {
        Patient = patient;
        Network = network;
        _random = random;
        End = new DateTimeOffset(referenceDate.ToDateTime(TimeOnly.MinValue), Offset);
        Birth = patient.BirthDate!.Value.ToDateOnly();
        Practitioner = Random("general practitioner").Pick(network.Practitioners);
        patient.GeneralPractitioner.Add(Practitioner.ToReference());
        patient.ManagingOrganization = network.Hospital.ToReference();
        _all.Add(patient);
    }

    public Patient Patient { get; }

    public CareNetwork Network { get; }

    /// <summary>Who looks after the patient.</summary>
    public Practitioner Practitioner { get; }

    /// <summary>The moment at which the record ends: nothing that happened is later.</summary>
    public DateTimeOffset End { get; }

    public DateOnly Birth { get; }

    /// <summary>The age in whole years at the end.</summary>
    public int Age => AgeAt(End);

    /// <summary>The encounters, the earliest first. A child of one day has had none.</summary>
    public List<Visit> Visits { get; } = [];

    /// <summary>The problems that stay, with what they are in the record.</summary>
    public List<(Problem Problem, Condition Condition)> Problems { get; } = [];

    /// <summary>All resources, each behind those to which it refers.</summary>
    public IReadOnlyList<Resource> All => _all;

    /// <summary>Writes the whole record.</summary>
    public static PatientRecord Of(Patient patient, CareNetwork network, SeededRandom random, DateOnly referenceDate)
    {
        var record = new PatientRecord(patient, network, random, referenceDate);
        InsuranceSection.Add(record);
        EncounterSection.Add(record);
        ProblemSection.Add(record);
        MedicationSection.Add(record);
        AllergySection.Add(record);
        ImmunizationSection.Add(record);
        VitalSignSection.Add(record);
        LaboratorySection.Add(record);
        ProcedureSection.Add(record);
        SocialHistorySection.Add(record);
        CarePlanSection.Add(record);
        DocumentSection.Add(record);
        ProvenanceSection.Add(record);
        return record;
    }

    /// <summary>The random numbers of a section.</summary>
    public SeededRandom Random(string section, long index = 0) => _random.Derive("section " + section, index);

    public int AgeAt(DateTimeOffset moment)
    {
        var day = DateOnly.FromDateTime(moment.DateTime);
        var years = day.Year - Birth.Year;
        return Birth.AddYears(years) > day ? years - 1 : years;
    }

    /// <summary>Whether a problem is on the list, by its code.</summary>
    public bool Has(string problem) => Problems.Exists(item => item.Problem.Code == problem);

    public ResourceReference Subject() => Patient.ToReference();

    /// <summary>Adds a resource: with an id by the section's numbers, and its profile.</summary>
    public T Add<T>(T resource, string profile, SeededRandom random)
        where T : Resource
    {
        resource.Id = random.NextUuid().ToString("D");
        resource.Meta = new Meta { Profile = [profile] };
        _all.Add(resource);
        return resource;
    }

    public IEnumerable<T> Of<T>()
        where T : Resource => _all.OfType<T>();
}
