using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>
/// Makes whole records of patients, with every resource type that US Core names, each valid by its profile: people and places that all share, then patient by patient encounters, problems and what is taken for
/// them, vital signs over the years, laboratory results with order, specimen and report, and what else a chart holds. They are plausible for programs, and no model of any population.
/// <see href="https://hl7.org/fhir/us/core/profiles-and-extensions.html"/>
/// </summary>
public sealed class UsCoreGenerator
{
    private readonly UsCoreGeneratorOptions _options;
    private readonly HashSet<string>? _types;
    private readonly PatientGenerator _patients;

    /// <summary>Creates a generator.</summary>
    /// <param name="options">How many patients, seed, ages, types; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The number of patients is negative, ages are not from 0 to 150, the reference date is before the year 1900 or after 9900, or the types are empty or name one that is not among <see cref="ResourceTypes"/>.
    /// </exception>
    public UsCoreGenerator(UsCoreGeneratorOptions? options = null)
    {
        _options = options ??= new();
        if (options.Patients < 0)
        {
            throw new ArgumentException("Patients is negative.", nameof(options));
        }

        if (options.ReferenceDate.Year is < 1900 or > 9900)
        {
            throw new ArgumentException("ReferenceDate is before the year 1900, or after 9900.", nameof(options));
        }

        if (options.Types is { } types)
        {
            if (types.FirstOrDefault(static type => !ResourceTypes.Contains(type, StringComparer.Ordinal)) is { } other)
            {
                throw new ArgumentException($"'{other}' is not among the types that are generated: {string.Join(", ", ResourceTypes)}.", nameof(options));
            }

            _types = types.Count > 0 ? new(types, StringComparer.Ordinal) : throw new ArgumentException("Types is empty: null means all.", nameof(options));
        }

        _patients = new(new PatientGeneratorOptions { MinimumAge = options.MinimumAge, MaximumAge = options.MaximumAge, ReferenceDate = options.ReferenceDate });
    }

    /// <summary>The resource types that it makes, in ordinal order: those of US Core's profiles, and those to which US Core's server statement adds searches or includes.</summary>
    public static IReadOnlyList<string> ResourceTypes { get; } =
    [
        "AllergyIntolerance", "CarePlan", "CareTeam", "Condition", "Coverage", "Device", "DiagnosticReport", "DocumentReference", "Encounter", "Endpoint", "FamilyMemberHistory", "Goal", "HealthcareService",
        "Immunization", "Location", "Medication", "MedicationDispense", "MedicationRequest", "Observation", "Organization", "Patient", "Practitioner", "PractitionerRole", "Procedure", "Provenance",
        "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "ServiceRequest", "Specimen",
    ];

    /// <summary>Makes the resources while they are enumerated: first what all share, then patient by patient. No more than one patient's record is in memory.</summary>
    public IEnumerable<Resource> Stream()
    {
        var network = Network();
        foreach (var resource in network.All.Where(IsWanted))
        {
            yield return resource;
        }

        for (var i = 0; i < _options.Patients; i++)
        {
            foreach (var resource in Record(network, i).All.Where(IsWanted))
            {
                yield return resource;
            }
        }
    }

    /// <summary>Makes all resources.</summary>
    public Dataset Generate() => new(Stream());

    /// <summary>What all patients share.</summary>
    internal CareNetwork Network() => new(new SeededRandom(_options.Seed).Derive("network"), _options.ReferenceDate);

    /// <summary>The record of one patient.</summary>
    internal PatientRecord Record(CareNetwork network, int index)
    {
        var own = new SeededRandom(_options.Seed).Derive("patient", index);
        var patient = (Patient)_patients.CreateAt(new(own, index, _options.ReferenceDate, generatesIds: true, parent: null)).Single();
        return PatientRecord.Of(patient, network, own, _options.ReferenceDate);
    }

    private bool IsWanted(Resource resource) => _types?.Contains(resource.TypeName) ?? true;
}
