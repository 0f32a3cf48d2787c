using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Who and what all patients share: a hospital, a laboratory, a pharmacy, a payer, the people who work there, places, medicines, a questionnaire.</summary>
internal sealed class CareNetwork
{
    private readonly List<Resource> _all = [];
    private readonly SeededRandom _random;

    public CareNetwork(SeededRandom random, DateOnly referenceDate)
    {
        _random = random;
        Endpoint = Add(CreateEndpoint(), profile: null);
        Hospital = Add(CreateOrganization("Riverside Example Hospital", "prov", "Healthcare Provider"), UsCoreProfiles.Organization);
        Hospital.Endpoint.Add(Endpoint.ToReference());
        Laboratory = Add(CreateOrganization("Riverside Example Laboratory", "prov", "Healthcare Provider"), UsCoreProfiles.Organization);
        Pharmacy = Add(CreateOrganization("Riverside Example Pharmacy", "prov", "Healthcare Provider"), UsCoreProfiles.Organization);
        Payer = Add(CreateOrganization("Example Mutual Health Plan", "ins", "Insurance Company"), UsCoreProfiles.Organization);
        Clinic = Add(CreateLocation("Riverside Example Clinic", "OF", "Outpatient facility"), UsCoreProfiles.Location);
        Ward = Add(CreateLocation("Riverside Example Hospital", "HOSP", "Hospital"), UsCoreProfiles.Location);
        Service = Add(CreateService(), profile: null);
        Practitioners = [.. Enumerable.Range(0, 8).Select(_ => AddPractitioner())];
        Medications = Problem.Chronic.Concat(Problem.Acute).Select(static problem => problem.Drug).OfType<Drug>().Distinct().ToDictionary(static drug => drug, AddMedication);
        Screening = Add(DepressionScreening.CreateQuestionnaire(referenceDate), profile: null);
    }

    public Endpoint Endpoint { get; }

    public Organization Hospital { get; }

    public Organization Laboratory { get; }

    public Organization Pharmacy { get; }

    public Organization Payer { get; }

    public Location Clinic { get; }

    public Location Ward { get; }

    public HealthcareService Service { get; }

    public IReadOnlyList<Practitioner> Practitioners { get; }

    public IReadOnlyDictionary<Drug, Medication> Medications { get; }

    public Questionnaire Screening { get; }

    /// <summary>All of them, each behind those to which it refers.</summary>
    public IReadOnlyList<Resource> All => _all;

    private T Add<T>(T resource, string? profile)
        where T : Resource
    {
        resource.Id = _random.Derive(resource.TypeName, _all.Count).NextUuid().ToString("D");
        if (profile is not null)
        {
            resource.Meta = new Meta { Profile = [profile] };
        }

        _all.Add(resource);
        return resource;
    }

    private static Endpoint CreateEndpoint() => new()
    {
        Status = EndpointStatus.Active,
        ConnectionType = new Coding("http://terminology.hl7.org/CodeSystem/endpoint-connection-type", "hl7-fhir-rest", "HL7 FHIR"),
        Name = "Riverside Example Hospital, FHIR R4",
        PayloadType = { Concepts.Terminology("endpoint-payload-type", "any", "Any") },
        Address = "https://fhir.example.org/r4",
    };

    private Organization CreateOrganization(string name, string type, string typeDisplay)
    {
        var random = _random.Derive("organization " + name);
        return new Organization
        {
            Identifier = { new Identifier(CodeSystems.Npi, NationalProviderIds.Next(random)) },
            Active = true,
            Type = { Concepts.Terminology("organization-type", type, typeDisplay) },
            Name = name,
            Telecom = { Telecoms.Phone(random, ContactPointUse.Work) },
            Address = { Addresses.Next(random, AddressUse.Work) },
        };
    }

    private Location CreateLocation(string name, string type, string typeDisplay)
    {
        var random = _random.Derive("location " + name);
        return new Location
        {
            Status = LocationStatus.Active,
            Name = name,
            Mode = LocationMode.Instance,
            Type = { Concepts.Of(CodeSystems.RoleCode, type, typeDisplay) },
            Telecom = { Telecoms.Phone(random, ContactPointUse.Work) },
            Address = Addresses.Next(random, AddressUse.Work),
            ManagingOrganization = Hospital.ToReference(),
        };
    }

    private HealthcareService CreateService() => new()
    {
        Active = true,
        ProvidedBy = Hospital.ToReference(),
        Type = { Concepts.Snomed("394802001", "General medicine (qualifier value)") },
        Location = { Clinic.ToReference() },
        Name = "General medicine",
        Telecom = { Telecoms.Phone(_random.Derive("service"), ContactPointUse.Work) },
    };

    private Practitioner AddPractitioner()
    {
        var random = _random.Derive("practitioner", _all.Count);
        var isFemale = random.NextBoolean();
        var name = PersonNames.Next(random, isFemale);
        name.Prefix.Add("Dr.");
        var practitioner = Add(
            new Practitioner
            {
                Identifier = { new Identifier(CodeSystems.Npi, NationalProviderIds.Next(random)) },
                Active = true,
                Name = { name },
                Telecom = { Telecoms.Phone(random, ContactPointUse.Work) },
                Address = { Addresses.Next(random, AddressUse.Work) },
                Gender = isFemale ? AdministrativeGender.Female : AdministrativeGender.Male,
            },
            UsCoreProfiles.Practitioner);
        Add(
            new PractitionerRole
            {
                Active = true,
                Practitioner = practitioner.ToReference(),
                Organization = Hospital.ToReference(),
                Code = { Concepts.Of("http://nucc.org/provider-taxonomy", "208D00000X", "General Practice Physician") },
                Specialty = { Concepts.Of("http://nucc.org/provider-taxonomy", "208D00000X", "General Practice Physician") },
                Location = { Clinic.ToReference() },
                HealthcareService = { Service.ToReference() },
                Telecom = { Telecoms.Phone(random, ContactPointUse.Work) },
                Endpoint = { Endpoint.ToReference() },
            },
            UsCoreProfiles.PractitionerRole);
        return practitioner;
    }

    private Medication AddMedication(Drug drug) => Add(
        new Medication { Code = Concepts.Of(CodeSystems.RxNorm, drug.Code, drug.Display), Status = MedicationStatusCodes.Active },
        UsCoreProfiles.Medication);
}
