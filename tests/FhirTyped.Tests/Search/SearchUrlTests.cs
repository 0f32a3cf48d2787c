using FhirTyped.R4;

namespace FhirTyped.Tests;

public sealed class SearchUrlTests
{
    private static readonly TestPlatform Client = FakeServer.Client(static _ => throw new InvalidOperationException(), out _);

    [Fact]
    public void Search_WithSeveralParameters_WritesThemInOrder()
    {
        var search = Client.Observation.Search(q => q
            .Patient.Is("p1")
            .Category.Is(ObservationCategory.Laboratory)
            .Date.OnOrAfter(2025, 1, 1)
            .Count(20));

        Assert.Equal(
            "Observation?patient=p1&category=http://terminology.hl7.org/CodeSystem/observation-category%7Claboratory&date=ge2025-01-01&_count=20",
            search.RelativeUrl);
    }

    public static TheoryData<string, string> Forms => new()
    {
        { Patients(q => q.Family.StartsWith("O'Neil & Söhne")), "family=O%27Neil%20%26%20S%C3%B6hne" },
        { Patients(q => q.Family.Exactly("a,b")), "family:exact=a%5C%2Cb" },
        { Patients(q => q.Family.Contains("a|b$c\\d")), "family:contains=a%5C%7Cb%5C%24c%5C%5Cd" },
        { Patients(q => q.Family.AnyOf("a", "b")), "family=a,b" },
        { Patients(q => q.AddressCity.Missing()), "address-city:missing=true" },
        { Patients(q => q.AddressCity.Missing(false)), "address-city:missing=false" },
        { Patients(q => q.Active.Is(true)), "active=true" },
        { Patients(q => q.Gender.Is(AdministrativeGender.Female)), "gender=http://hl7.org/fhir/administrative-gender%7Cfemale" },
        { Patients(q => q.Gender.Not(AdministrativeGender.Female)), "gender:not=http://hl7.org/fhir/administrative-gender%7Cfemale" },
        { Patients(q => q.Identifier.Is("urn:oid:1.2", "x y")), "identifier=urn:oid:1.2%7Cx%20y" },
        { Patients(q => q.Identifier.InSystem("urn:oid:1.2")), "identifier=urn:oid:1.2%7C" },
        { Patients(q => q.Identifier.Is(new Identifier { System = "s", Value = "v" })), "identifier=s%7Cv" },
        { Patients(q => q.Identifier.OfType("t", "MR", "9|1")), "identifier:of-type=t%7CMR%7C9%5C%7C1" },
        { Patients(q => q.Identifier.AnyOf("1", new SearchToken("s", "2"))), "identifier=1,s%7C2" },
        { Patients(q => q.Id.Is("p1")), "_id=p1" },
        { Patients(q => q.LastUpdated.After(new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)))), "_lastUpdated=gt2025-01-02T03:04:05%2B02:00" },
        { Patients(q => q.Birthdate.Between(new DateOnly(2000, 1, 1), new DateOnly(2001, 2, 3))), "birthdate=ge2000-01-01&birthdate=le2001-02-03" },
        { Patients(q => q.Birthdate.On(FhirDate.Parse("1990-05"))), "birthdate=1990-05" },
        { Patients(q => q.Birthdate.StartsAfter(1990, 5, 1).Birthdate.EndsBefore(1991, 1, 1)), "birthdate=sa1990-05-01&birthdate=eb1991-01-01" },
        { Patients(q => q.GeneralPractitioner.Is("Practitioner", "1")), "general-practitioner=Practitioner/1" },
        { Patients(q => q.GeneralPractitioner.Is(new Practitioner { Id = "1" })), "general-practitioner=Practitioner/1" },
        { Patients(q => q.GeneralPractitioner.Identifier("npi", "1")), "general-practitioner:identifier=npi%7C1" },
        { Patients(q => q.Active.Is(true).Include(p => p.GeneralPractitioner)), "active=true&_include=Patient:general-practitioner" },
        { Patients(q => q.Active.Is(true).RevInclude((TestPlatform.ObservationQuery o) => o.Subject)), "active=true&_revinclude=Observation:subject" },
        { Patients(q => q.Sort(p => p.Family).Active.Is(true).SortDescending(p => p.Birthdate)), "active=true&_sort=family,-birthdate" },
        { Patients(q => q.Active.Is(true).Summary(SummaryMode.Data).Total(TotalMode.Accurate).Elements("name", "birthDate")), "active=true&_summary=data&_total=accurate&_elements=name,birthDate" },
        { Patients(q => q.Where("family:exact", "x")), "family:exact=x" },
        { Query(Client.Observation.Search(q => q.ValueQuantity.GreaterThan(5.40m, "mg/dL"))), "value-quantity=gt5.40%7Chttp://unitsofmeasure.org%7Cmg/dL" },
        { Query(Client.Observation.Search(q => q.ValueQuantity.Between(1m, 2.0m))), "value-quantity=ge1&value-quantity=le2.0" },
        { Query(Client.Observation.Search(q => q.CodeValueQuantity.Is("8480-6", SearchComponent.GreaterThan(140)))), "code-value-quantity=8480-6$gt140" },
        { Query(Client.Observation.Search(q => q.CodeValueQuantity.Is(new SearchToken("http://loinc.org", "8480-6"), SearchComponent.AtMost(1.50m, "m,$")))), "code-value-quantity=http://loinc.org%7C8480-6$le1.50%7Chttp://unitsofmeasure.org%7Cm%5C%2C%5C%24" },
        { Patients(q => q.Has<TestPlatform.ObservationQuery>(o => o.Subject, o => o.Code.Is("http://loinc.org", "718-7"))), "_has:Observation:subject:code=http://loinc.org%7C718-7" },
        { Patients(q => q.Has<TestPlatform.PatientQuery>(o => o.GeneralPractitioner, o => o.Has<TestPlatform.ObservationQuery>(x => x.Patient, x => x.Code.Is("1")))), "_has:Patient:general-practitioner:_has:Observation:patient:code=1" },
        { Patients(q => q.Active.Is(true).Include(p => p.GeneralPractitioner, "Practitioner", iterate: true)), "active=true&_include:iterate=Patient:general-practitioner:Practitioner" },
        { Patients(q => q.Gender.In("http://example.org/vs")), "gender:in=http://example.org/vs" },
        { Patients(q => q.Gender.NotIn("http://example.org/vs")), "gender:not-in=http://example.org/vs" },
        { Patients(q => q.Gender.Text("fem")), "gender:text=fem" },
        { Patients(q => q.Gender.Below("a").Gender.Above("b")), "gender:below=a&gender:above=b" },
        { Patients(q => q.Gender.AnyOf(AdministrativeGender.Female, AdministrativeGender.Male)), "gender=http://hl7.org/fhir/administrative-gender%7Cfemale,http://hl7.org/fhir/administrative-gender%7Cmale" },
        { Patients(q => q.Gender.Missing()), "gender:missing=true" },
        { Patients(q => q.Birthdate.Not(2000, 1, 2).Birthdate.After(2000, 1, 2).Birthdate.Before(2001, 1, 2)), "birthdate=ne2000-01-02&birthdate=gt2000-01-02&birthdate=lt2001-01-02" },
        { Patients(q => q.Birthdate.OnOrBefore(2000, 1, 2).Birthdate.Approximately(2000, 1, 2).Birthdate.Missing(false)), "birthdate=le2000-01-02&birthdate=ap2000-01-02&birthdate:missing=false" },
        { Patients(q => q.GeneralPractitioner.OfType("Practitioner", "1")), "general-practitioner:Practitioner=1" },
        { Patients(q => q.GeneralPractitioner.AnyOf("Practitioner/1", "Practitioner/2").GeneralPractitioner.Missing(false)), "general-practitioner=Practitioner/1,Practitioner/2&general-practitioner:missing=false" },
        { Patients(q => q.Active.Is(true).IncludeIterate((TestPlatform.ObservationQuery o) => o.Subject)), "active=true&_include:iterate=Observation:subject" },
        { Query(Client.RiskAssessment.Search(q => q.Probability.Is(0.50m).Probability.Not(1m).Probability.GreaterThan(2m))), "probability=0.50&probability=ne1&probability=gt2" },
        { Query(Client.RiskAssessment.Search(q => q.Probability.LessThan(1m).Probability.AtMost(2m).Probability.Approximately(3m))), "probability=lt1&probability=le2&probability=ap3" },
        { Query(Client.RiskAssessment.Search(q => q.Probability.Between(0.1m, 0.9m).Probability.Missing())), "probability=ge0.1&probability=le0.9&probability:missing=true" },
        { Query(Client.Observation.Search(q => q.ValueQuantity.Is(1m, "mg").ValueQuantity.Not(2m).ValueQuantity.Missing(false))), "value-quantity=1%7Chttp://unitsofmeasure.org%7Cmg&value-quantity=ne2&value-quantity:missing=false" },
        { Query(Client.Observation.Search(q => q.ValueQuantity.AtLeast(1m).ValueQuantity.LessThan(2m).ValueQuantity.AtMost(3m).ValueQuantity.Approximately(4m))), "value-quantity=ge1&value-quantity=lt2&value-quantity=le3&value-quantity=ap4" },
        { Query(Client.Observation.Search(q => q.CodeValueQuantity.Missing())), "code-value-quantity:missing=true" },
        { Query(Client.Location.Search(q => q.Near.Missing())), "near:missing=true" },
        { Query(Client.ValueSet.Search(q => q.Url.Is("http://a").Url.AnyOf("http://b", "http://c").Url.Above("http://d/e").Url.Missing())), "url=http://a&url=http://b,http://c&url:above=http://d/e&url:missing=true" },
        { Query(Client.ValueSet.Search(q => q.Tag.Is("s", "c").Security.Is("s", "c").Profile.Is("http://p").Source.Is("http://s"))), "_tag=s%7Cc&_security=s%7Cc&_profile=http://p&_source=http://s" },
        { Query(Client.ValueSet.Search(q => q.Text.StartsWith("bone").Content.StartsWith("liver").List.StartsWith("42").Filter.Is("status eq active"))), "_text=bone&_content=liver&_list=42&_filter=status%20eq%20active" },
        { Query(Client.RiskAssessment.Search(q => q.Probability.AtLeast(0.8m))), "probability=ge0.8" },
        { Query(Client.Location.Search(q => q.Near.Is("42.2", "-83.1", "11.2", "km"))), "near=42.2%7C-83.1%7C11.2%7Ckm" },
        { Query(Client.ValueSet.Search(q => q.Url.Below("http://acme.org/fhir/"))), "url:below=http://acme.org/fhir/" },
        { Query(Client.Patient.Search($"family={"a&b,c"}&birthdate=ge{new DateOnly(2020, 2, 3)}&active={true}")), "family=a%26b%5C%2Cc&birthdate=ge2020-02-03&active=true" },
        { Query(Client.Patient.Search($"identifier=urn:x|{"1"}")), "identifier=urn:x%7C1" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Search_EachForm_WritesTheQuery(string actual, string expected) => Assert.Equal(expected, actual);

    [Fact]
    public void Nested_WithoutACriterion_Throws()
    {
        Assert.Throws<ArgumentException>(() => Client.Patient.Search(q => q.Has<TestPlatform.ObservationQuery>(o => o.Subject, o => { })));
        Assert.Throws<ArgumentException>(() => Client.Observation.Search(q => q.CodeValueQuantity.Is("only-one")));
        Assert.Throws<ArgumentException>(() => Client.Patient.Search(q => q.Include(p => p.GeneralPractitioner, "Doctor")));
        Assert.Throws<ArgumentException>(() => Client.Patient.Search(q => q.GeneralPractitioner.OfType("Doctor", "1")));
        Assert.Throws<ArgumentException>(() => Client.Patient.Search(q => q.GeneralPractitioner.OfType("Practitioner", "")));
    }

    [Fact]
    public void Search_BuiltTwiceAndNested_KeepsTheQueriesApart()
    {
        string? inner = null;
        var outer = Client.Patient.Search(q =>
        {
            q.Family.StartsWith("outer");
            inner = Client.Patient.Search(p => p.Family.StartsWith("inner")).RelativeUrl;
            q.Active.Is(true);
        });

        Assert.Equal("Patient?family=inner", inner);
        Assert.Equal("Patient?family=outer&active=true", outer.RelativeUrl);
        Assert.Equal("Patient?active=false", Client.Patient.Search(q => q.Active.Is(false)).RelativeUrl);
    }

    [Fact]
    public void Query_KeptBeyondTheBuildingFunction_Throws()
    {
        TestPlatform.PatientQuery? kept = null;
        _ = Client.Patient.Search(q => kept = q.Active.Is(true));
        Assert.Throws<InvalidOperationException>(() => kept!.Active.Is(false));
    }

    [Fact]
    public void Search_WhoseFunctionThrows_LeavesNothingBehind()
    {
        Assert.Throws<ArgumentException>(() => Client.Patient.Search(q => q.Active.Is(true).Family.StartsWith("")));
        Assert.Equal("Patient?active=false", Client.Patient.Search(q => q.Active.Is(false)).RelativeUrl);
    }

    private static string Patients(Action<TestPlatform.PatientQuery> build) => Query(Client.Patient.Search(build));

    private static string Query<T>(FhirSearch<T> search)
        where T : Resource => search.RelativeUrl[(search.RelativeUrl.IndexOf('?') + 1)..];
}
