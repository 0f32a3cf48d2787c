using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>
/// Makes what a CDS service is asked: the hook's context, its prefetch and the record behind it, of patients who have something to be advised about.
/// <see href="https://cds-hooks.hl7.org/"/>
/// </summary>
public sealed class CdsHookGenerator
{
    private const int RecentObservations = 20;

    private readonly CdsHookGeneratorOptions _options;
    private readonly UsCoreGenerator _records;
    private readonly CareNetwork _network;

    /// <summary>Creates a generator.</summary>
    /// <param name="options">Seed, reference date, ages; null for the defaults.</param>
    /// <exception cref="ArgumentException">Ages are not from 0 to 150, or the reference date is before the year 1900 or after 9900.</exception>
    public CdsHookGenerator(CdsHookGeneratorOptions? options = null)
    {
        _options = options ?? new();
        _records = new(new() { Seed = _options.Seed, ReferenceDate = _options.ReferenceDate, MinimumAge = _options.MinimumAge, MaximumAge = _options.MaximumAge });
        _network = _records.Network();
    }

    /// <summary>What a service is told by a hook.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="index">Which one: the same index is the same patient, for every hook.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="hook"/> is none of the members, or <paramref name="index"/> is negative.</exception>
    public CdsHookScenario Create(CdsHook hook, int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var name = NameOf(hook);
        var record = _records.Record(_network, index);
        var random = record.Random("hook " + name);
        var encounter = hook == CdsHook.PatientView ? null : AddStay(record, random, isDischarge: hook == CdsHook.EncounterDischarge);
        var context = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["userId"] = "Practitioner/" + record.Practitioner.Id,
            ["patientId"] = record.Patient.Id!,
        };
        var prefetch = new Dictionary<string, Resource>(StringComparer.Ordinal) { ["patient"] = record.Patient };
        if (encounter is not null)
        {
            context["encounterId"] = encounter.Id!;
            prefetch["encounter"] = encounter;
        }

        prefetch["conditions"] = SearchsetOf(record.Of<Condition>().Where(static condition => condition.ClinicalStatus.Has("http://terminology.hl7.org/CodeSystem/condition-clinical", "active")));
        prefetch["medications"] = SearchsetOf(record.Of<MedicationRequest>().Where(static request => request.Status == MedicationRequestStatus.Active));
        prefetch["allergies"] = SearchsetOf(record.Of<AllergyIntolerance>());
        prefetch["observations"] = SearchsetOf(record.Of<Observation>().TakeLast(RecentObservations));
        var drafts = hook is CdsHook.OrderSelect or CdsHook.OrderSign ? Drafts(record, encounter!, random, hook == CdsHook.OrderSign) : null;
        return new(name, random.NextUuid(), context, drafts, prefetch, new Dataset(_network.All.Concat(record.All)));
    }

    private static string NameOf(CdsHook hook) => hook switch
    {
        CdsHook.PatientView => "patient-view",
        CdsHook.EncounterStart => "encounter-start",
        CdsHook.EncounterDischarge => "encounter-discharge",
        CdsHook.OrderSelect => "order-select",
        CdsHook.OrderSign => "order-sign",
        _ => throw new ArgumentOutOfRangeException(nameof(hook)),
    };

    private static Encounter AddStay(PatientRecord record, SeededRandom random, bool isDischarge)
    {
        var problem = Problem.PickAcute(random);
        var start = record.End.AddHours(isDischarge ? -random.Next(48, 120) : -1);
        return record.Add(
            new Encounter
            {
                Status = EncounterStatus.InProgress,
                Class = new Coding(CodeSystems.ActCode, "IMP", "inpatient encounter"),
                Type = { Concepts.Snomed("32485007", "Hospital admission (procedure)") },
                Subject = record.Subject(),
                Participant = { new EncounterParticipant { Individual = record.Practitioner.ToReference() } },
                Period = new Period(start),
                ReasonCode = { Concepts.Snomed(problem.Code, problem.Display) },
                Hospitalization = isDischarge ? new EncounterHospitalization { DischargeDisposition = Concepts.Terminology("discharge-disposition", "home", "Home") } : null,
                Location = { new EncounterLocation { Location = record.Network.Ward.ToReference() } },
                ServiceProvider = record.Network.Hospital.ToReference(),
            },
            UsCoreProfiles.Encounter,
            random);
    }

    // One medicine is picked; whoever signs has an order for the laboratory too.
    private static Bundle Drafts(PatientRecord record, Encounter encounter, SeededRandom random, bool isSigning)
    {
        var drug = random.Pick(Problem.Chronic.Select(static problem => problem.Drug).OfType<Drug>().ToArray());
        var request = new MedicationRequest
        {
            Id = random.NextUuid().ToString("D"),
            Meta = new Meta { Profile = [UsCoreProfiles.MedicationRequest] },
            Status = MedicationRequestStatus.Draft,
            Intent = MedicationRequestIntent.Order,
            Medication = Concepts.Of(CodeSystems.RxNorm, drug.Code, drug.Display),
            Subject = record.Subject(),
            Encounter = encounter.ToReference(),
            AuthoredOn = record.End,
            Requester = record.Practitioner.ToReference(),
            DosageInstruction = { MedicationSection.Instruction(drug) },
        };
        var bundle = new Bundle { Type = BundleType.Collection, Entry = { new BundleEntry { FullUrl = "urn:uuid:" + request.Id, Resource = request } } };
        if (isSigning)
        {
            var panel = LaboratoryPanel.Metabolic;
            var order = new ServiceRequest
            {
                Id = random.NextUuid().ToString("D"),
                Meta = new Meta { Profile = [UsCoreProfiles.ServiceRequest] },
                Status = RequestStatus.Draft,
                Intent = RequestIntent.Order,
                Category = { Concepts.Snomed("108252007", "Laboratory procedure (procedure)") },
                Code = Concepts.Loinc(panel.Code, panel.Display),
                Subject = record.Subject(),
                Encounter = encounter.ToReference(),
                AuthoredOn = record.End,
                Requester = record.Practitioner.ToReference(),
            };
            bundle.Entry.Add(new BundleEntry { FullUrl = "urn:uuid:" + order.Id, Resource = order });
        }

        return bundle;
    }

    private static Bundle SearchsetOf(IEnumerable<Resource> resources)
    {
        var bundle = new Bundle { Type = BundleType.Searchset };
        bundle.Entry.AddRange(resources.Select(static resource => new BundleEntry
        {
            FullUrl = "urn:uuid:" + resource.Id,
            Resource = resource,
            Search = new BundleEntrySearch { Mode = SearchEntryMode.Match },
        }));
        bundle.Total = bundle.Entry.Count;
        return bundle;
    }
}
