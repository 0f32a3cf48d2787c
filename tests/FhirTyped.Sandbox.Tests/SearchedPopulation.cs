using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Random resources, and random criteria of which some hold for them: odd names, times, references and codes.</summary>
internal sealed class SearchedPopulation(Random random, string baseUrl)
{
    private static readonly string[] Names =
        ["Müller", "muller", "MULLER", "Muller Lüdenscheidt", "O'Brien", "Straße", "strasse", "Æsop", "İstanbul", "van  der Berg", "van", "李", "e\u0301lan", "Elan", "\u0301", "a,b", "a|b"];

    private static readonly string[] Codes = ["718-7", "2345-7", "A", "a", "final", "ſ", "K", "k", "+41 44 555", "4144555", "", "x|y", "x,y"];

    private static readonly string[] Systems = ["http://loinc.org", "http://hl7.org/fhir/x", "urn:oid:1.2", "sys"];

    private static readonly string[] Times =
        ["2026", "2025-12", "2026-01-01", "2026-01-01T10:00:00Z", "2026-01-01T23:30:00-02:00", "2026-01-02T00:30:00+01:00", "0001-01-01", "9999-12-31", "2026-01-01T10:00:00.123Z"];

    private static readonly string[] Templates =
    [
        "Patient?family={name}", "Patient?family:exact={name}", "Patient?family:contains={name}", "Patient?name={name},{name}", "Patient?address={name}",
        "Patient?identifier={token}", "Patient?identifier:not={token}", "Patient?identifier:of-type=sys|MR|{code}", "Patient?identifier:text={name}",
        "Patient?telecom={code}", "Patient?phone={code}", "Patient?gender=male,female", "Patient?gender:not=male", "Patient?gender:missing=true", "Patient?family:missing=false",
        "Patient?birthdate={prefix}{day}", "Patient?death-date={prefix}{time}", "Patient?deceased=true", "Patient?active=false", "Patient?_id={id}", "Patient?_id:not={id}",
        "Patient?_lastUpdated={prefix}{written}", "Patient?_lastUpdated=gt{written}&_lastUpdated=lt{written}", "Patient?_tag={token}", "Patient?_profile={uri}", "Patient?_profile:below={uri}",
        "Patient?general-practitioner={reference}", "Patient?organization:identifier={token}", "Patient?link={reference}", "Patient?organization.name={name}",
        "Patient?_has:Observation:patient:code={token}", "Patient?_has:Observation:subject:date={prefix}{time}", "Patient?_has:Patient:link:family={name}",
        "Patient?general-practitioner:Patient.family={name}", "Patient?link.link.family={name}", "Patient?_has:Observation:subject:_has:Observation:has-member:code={code}",
        "Observation?subject={reference}", "Observation?patient={reference}", "Observation?subject:Patient={id}", "Observation?subject:identifier={token}", "Observation?subject:text={name}",
        "Observation?patient.family={name}", "Observation?subject:Patient.birthdate={prefix}{day}", "Observation?subject._id={id}", "Observation?subject.identifier={token}",
        "Observation?code={token}", "Observation?code:text={name}", "Observation?code:not={token}", "Observation?category={token}", "Observation?status=final,amended",
        "Observation?date={prefix}{time}", "Observation?date=ge{time}&date=le{time}", "Observation?date={prefix}{time},{prefix}{time}", "Observation?date:missing=true",
        "Observation?value-quantity={prefix}5", "Observation?code-value-quantity={token}$gt3", "Observation?code-value-concept={token}${token}", "Observation?value-string={name}",
        "Observation?has-member={reference}", "Observation?has-member.code={code}", "Observation?_lastUpdated={prefix}{written}", "Observation?patient={reference}&code={token}&date={prefix}{time}",
        "Organization?name={name}", "Organization?partof={reference}", "Organization?partof.name={name}", "Organization?_has:Patient:organization:family={name}",
        "ValueSet?url={uri}", "ValueSet?url:below={uri}", "ValueSet?url:above={uri}", "ValueSet?expansion={uri}", "ValueSet?reference={uri}",
    ];

    public static IReadOnlyList<string> Types { get; } = ["Patient", "Observation", "Organization", "ValueSet"];

    /// <summary>A resource with one of a few ids.</summary>
    public Resource Next() => random.Next(8) switch
    {
        < 3 => Patient(),
        < 6 => Observation(),
        6 => new Organization
        {
            Id = Id(),
            Name = Name(),
            Identifier = { Identifier() },
            PartOf = Reference(),
        },
        _ => ValueSet(),
    };

    /// <summary>A search of one to three criteria, and sometimes with a long list of values.</summary>
    public string NextSearch()
    {
        var search = Fill(Pick(Templates));
        var type = search[..search.IndexOf('?', StringComparison.Ordinal)];
        for (var further = random.Next(3); further > 0; further--)
        {
            var other = Fill(Pick(Templates));
            search += other.StartsWith(type + "?", StringComparison.Ordinal) ? "&" + other[(type.Length + 1)..] : "";
        }

        return random.Next(6) == 0 && !search.Contains("missing", StringComparison.Ordinal) && search[^1] != '='
            ? search + string.Concat(Enumerable.Range(0, 40).Select(index => "," + (index % 8 == 0 ? LastValue(search) : "zz" + index)))
            : search;
    }

    private static string LastValue(string search) => search[(search.LastIndexOfAny(['=', ',']) + 1)..];

    private string Fill(string template)
    {
        while (template.IndexOf('{', StringComparison.Ordinal) is >= 0 and var start)
        {
            var end = template.IndexOf('}', StringComparison.Ordinal);
            template = template[..start] + Escape(template[(start + 1)..end]) + template[(end + 1)..];
        }

        return template;
    }

    private string Escape(string kind) => kind switch
    {
        "name" => Encode(Part(Name())),
        "code" => Encode(Code()),
        "token" => random.Next(4) switch { 0 => Encode(Code()), 1 => Encode(System()) + "|", 2 => "|" + Encode(Code()), _ => Encode(System()) + "|" + Encode(Code()) },
        "id" => Id(),
        "reference" => random.Next(4) == 0 ? Id() : Uri.EscapeDataString(ReferenceText()),
        "prefix" => Pick(["", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"]),
        "time" => Uri.EscapeDataString(Pick(Times)),
        "day" => Pick(["1980", "1980-02", "1980-02-03", "1979-12-31", "0001-01-01"]),
        "written" => $"2026-01-02T03:{random.Next(4, 20):00}:{random.Next(60):00}Z",
        _ => Uri.EscapeDataString(Url()),
    };

    private static string Encode(string value) =>
        Uri.EscapeDataString(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal));

    private string Part(string text) => random.Next(2) == 0 ? text : text[..random.Next(1, text.Length + 1)];

    private Patient Patient()
    {
        var patient = new Patient
        {
            Id = Id(),
            Meta = new Meta { Tag = { Coding() }, Profile = { Url() } },
            Name = { new HumanName { Family = Name(), Given = { Name(), Name() } } },
            Identifier = { Identifier() },
            Telecom = { new ContactPoint { System = random.Next(2) == 0 ? ContactPointSystem.Phone : ContactPointSystem.Email, Value = Code() } },
            BirthDate = random.Next(3) == 0 ? null : FhirDate.Parse(Pick(["1980", "1980-02", "1980-02-03", "1979-12-31", "0001-01-01"])),
            Active = random.Next(2) == 0,
            Deceased = random.Next(3) switch { 0 => null, 1 => new BooleanElement(true), _ => new DateTimeElement(FhirDateTime.Parse(Pick(Times))) },
            ManagingOrganization = Reference(),
            GeneralPractitioner = { Reference(), Reference() },
            Address = { new Address { City = Name(), Text = Name() } },
            Link = { new PatientLink { Other = Reference(), Type = LinkType.Seealso } },
        };
        patient.Gender = random.Next(3) switch { 0 => null, 1 => AdministrativeGender.Male, _ => AdministrativeGender.Female };
        return patient;
    }

    private Observation Observation() => new()
    {
        Id = Id(),
        Status = random.Next(2) == 0 ? ObservationStatus.Final : ObservationStatus.Amended,
        Category = { new CodeableConcept { Coding = { Coding() } } },
        Code = new CodeableConcept { Coding = { Coding(), Coding() }, Text = Name() },
        Subject = Reference(),
        HasMember = { Reference() },
        Effective = random.Next(6) switch
        {
            0 => null,
            1 => new Period { Start = FhirDateTime.Parse(Pick(Times)), End = FhirDateTime.Parse(Pick(Times)) },
            2 => new Period { Start = FhirDateTime.Parse(Pick(Times)) },
            3 => new Period { End = FhirDateTime.Parse(Pick(Times)) },
            _ => new DateTimeElement(FhirDateTime.Parse(Pick(Times))),
        },
        Value = random.Next(3) switch
        {
            0 => new Quantity { Value = random.Next(10), Unit = "g" },
            1 => new CodeableConcept { Coding = { Coding() } },
            _ => new StringElement(Name()),
        },
    };

    private ValueSet ValueSet() => new()
    {
        Id = Id(),
        Url = Url(),
        Status = PublicationStatus.Active,
        Expansion = random.Next(2) == 0 ? null : new ValueSetExpansion { Identifier = Url() },
        Compose = new ValueSetCompose { Include = { new ValueSetComposeInclude { System = Url() } } },
    };

    private ResourceReference Reference() => random.Next(6) switch
    {
        0 => new ResourceReference { Identifier = Identifier(), Display = Name() },
        1 => new ResourceReference { Reference = "#contained" },
        _ => new ResourceReference { Reference = ReferenceText(), Display = Name() },
    };

    private string ReferenceText()
    {
        var address = Pick(Types) + "/" + Id();
        return random.Next(7) switch
        {
            0 => baseUrl + address,
            1 => "http://elsewhere.example/fhir/" + address,
            2 => address + "/_history/" + random.Next(1, 3),
            3 => baseUrl + address + "/_history/1",
            4 => "urn:uuid:" + Id(),
            5 => address + "/more/2",
            _ => address,
        };
    }

    private Identifier Identifier() => new()
    {
        System = random.Next(3) == 0 ? null : System(),
        Value = Code(),
        Type = new CodeableConcept { Coding = { new Coding { System = "sys", Code = Pick(["MR", "mr", "SS"]) } }, Text = Name() },
    };

    private Coding Coding() => new() { System = random.Next(4) == 0 ? null : System(), Code = Code(), Display = Name() };

    private string Url() => Pick(["http://x.example", "http://x.example/a", "http://x.example/a/b", "http://x.example/ab", "http://x.example/a|1"]);

    private string Id() => "r" + random.Next(9);

    private string Name() => Pick(Names);

    private string Code() => Pick(Codes);

    private string System() => Pick(Systems);

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
