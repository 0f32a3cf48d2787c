using FhirTyped.R4;

namespace FhirTyped.Tests;

/// <summary>A value that is refused takes the whole search with it, and what was never set is refused like null.</summary>
public sealed class RefusedValueTests
{
    private static readonly TestPlatform Client = FakeServer.Client(static _ => throw new InvalidOperationException(), out _);

    private static readonly (string Name, Action<TestPlatform.PatientQuery> Refused)[] PatientCriteria =
    [
        ("string", static q => q.Family.StartsWith("")),
        ("one of several strings", static q => q.Family.AnyOf("a", null!)),
        ("no string", static q => q.Family.AnyOf()),
        ("code of a system", static q => q.Identifier.Is("s", null!)),
        ("code", static q => q.Identifier.Is("")),
        ("code with a bar", static q => q.Identifier.Is("s|c")),
        ("converted code", static q => q.Identifier.AnyOf("a", (string)null!)),
        ("token that is made", static q => q.Identifier.AnyOf(new SearchToken("s", " "))),
        ("default token", static q => q.Identifier.Is(default(SearchToken))),
        ("empty coding", static q => q.Identifier.Is(new Coding())),
        ("no coding", static q => q.Identifier.Is((Coding)null!)),
        ("no system", static q => q.Identifier.InSystem("")),
        ("default enum", static q => q.Gender.Is(default(AdministrativeGender))),
        ("default enum of several", static q => q.Gender.AnyOf(AdministrativeGender.Male, default)),
        ("no such day", static q => q.Birthdate.On(2025, 13, 45)),
        ("default day", static q => q.Birthdate.On(default(DateOnly))),
        ("default day in figures", static q => q.Birthdate.On(1, 1, 1)),
        ("default DateTime", static q => q.Birthdate.On(default(DateTime))),
        ("default DateTime as UTC", static q => q.Birthdate.On(DateTime.SpecifyKind(default, DateTimeKind.Utc))),
        ("default DateTimeOffset", static q => q.Birthdate.On(default(DateTimeOffset))),
        ("default DateTimeOffset east", static q => q.Birthdate.On(default(DateTimeOffset).ToOffset(TimeSpan.FromHours(9)))),
        ("default DateTime west", static q => q.Birthdate.On(new DateTimeOffset(default(DateTime), TimeSpan.FromHours(-5)))),
        ("default value", static q => q.Birthdate.On(default(DateSearchValue))),
        ("default FHIR date", static q => q.Birthdate.On(default(FhirDate))),
        ("default FHIR dateTime", static q => q.Birthdate.On(default(FhirDateTime))),
        ("default FHIR instant", static q => q.Birthdate.On(default(FhirInstant))),
        ("FHIR instant of a default", static q => q.Birthdate.On(new FhirInstant(default(DateTimeOffset)))),
        ("text that is no date", static q => q.Birthdate.On(FhirJson.Read<Patient>("""{"resourceType":"Patient","birthDate":"2025-13-45"}"""u8).BirthDate!.Value)),
        ("end of a range", static q => q.Birthdate.Between(new DateOnly(2000, 1, 1), default(DateOnly))),
        ("reference", static q => q.GeneralPractitioner.Is((string)null!)),
        ("resource", static q => q.GeneralPractitioner.Is((Resource)null!)),
        ("resource without id", static q => q.GeneralPractitioner.Is(new Practitioner())),
        ("type that is none", static q => q.GeneralPractitioner.OfType("Doctor", "1")),
        ("identifier", static q => q.GeneralPractitioner.Identifier("s", "")),
        ("count", static q => q.Count(0)),
        ("no element", static q => q.Elements()),
        ("name", static q => q.Where("", "x")),
        ("name of two", static q => q.Where("family=x&given", "y")),
        ("name with an empty modifier", static q => q.Where("family:", "y")),
        ("handle without a name", static q => new StringParameter<TestPlatform.PatientQuery>(q, null!).StartsWith("x")),
        ("value of a name", static q => q.Where("family", "")),
        ("sort key", static q => q.Sort<StringParameter<TestPlatform.PatientQuery>>(null!)),
        ("include", static q => q.Include(p => p.GeneralPractitioner, "Doctor")),
        ("function", static q => q.Has<TestPlatform.ObservationQuery>(o => o.Subject, null!)),
        ("empty function", static q => q.Has<TestPlatform.ObservationQuery>(o => o.Subject, _ => { })),
        ("value inside a function", static q => q.Has<TestPlatform.ObservationQuery>(o => o.Subject, o => o.Code.Is(""))),
    ];

    private static readonly (string Name, Action<TestPlatform.ObservationQuery> Refused)[] ObservationCriteria =
    [
        ("default quantity", static q => q.ValueQuantity.Is(default(QuantitySearchValue))),
        ("quantity without unit", static q => q.ValueQuantity.Is(5m, "")),
        ("quantity with an empty unit", static q => q.ValueQuantity.Is(new QuantitySearchValue(5m, QuantitySearchValue.UcumSystem, ""))),
        ("quantity with an empty system", static q => q.ValueQuantity.Is(new QuantitySearchValue(5m, "", "mg"))),
        ("quantity with a system alone", static q => q.ValueQuantity.Is(new QuantitySearchValue(5m, QuantitySearchValue.UcumSystem))),
        ("quantity that holds nothing", static q => q.ValueQuantity.Is(new Quantity())),
        ("no quantity", static q => q.ValueQuantity.Is((Quantity)null!)),
        ("quantity that is a bound", static q => q.ValueQuantity.Is(new Quantity { Value = 5m, Comparator = QuantityComparator.LessThan })),
        ("one part", static q => q.CodeValueQuantity.Is("8480-6")),
        ("default part", static q => q.CodeValueQuantity.Is("8480-6", default)),
        ("empty part", static q => q.CodeValueQuantity.Is("8480-6", (string)null!)),
        ("part with a default day", static q => q.CodeValueQuantity.Is("8480-6", SearchComponent.OnOrAfter(default(DateOnly)))),
        ("part with a default quantity", static q => q.CodeValueQuantity.Is("8480-6", default(QuantitySearchValue))),
        ("part without unit", static q => q.CodeValueQuantity.Is("8480-6", SearchComponent.AtLeast(5m, ""))),
        ("value in a chain", static q => q.Subject.Patient(p => p.Family.StartsWith(""))),
        ("chain without a criterion", static q => q.Subject.Patient(_ => { })),
        ("chain without a function", static q => q.Subject.Patient(null!)),
    ];

    public static TheoryData<string> PatientNames => [.. PatientCriteria.Select(static entry => entry.Name)];

    public static TheoryData<string> ObservationNames => [.. ObservationCriteria.Select(static entry => entry.Name)];

    [Theory]
    [MemberData(nameof(PatientNames))]
    public void Patient_WithAValueThatIsRefused_IsNotSentCut(string name)
    {
        var refused = PatientCriteria.Single(entry => entry.Name == name).Refused;
        Verify<TestPlatform.PatientQuery>(build => Client.Patient.Search(build).RelativeUrl, refused, static q => q.Active.Is(true));
        Assert.Equal("Patient?active=true", Client.Patient.Search(q => q.Active.Is(true)).RelativeUrl);
    }

    [Theory]
    [MemberData(nameof(ObservationNames))]
    public void Observation_WithAValueThatIsRefused_IsNotSentCut(string name) => Verify<TestPlatform.ObservationQuery>(
        build => Client.Observation.Search(build).RelativeUrl, ObservationCriteria.Single(entry => entry.Name == name).Refused, static q => q.Code.Is("1"));

    /// <summary>The first refusal is an argument's; whoever swallows it gets no search, nor can go on adding to it.</summary>
    private static void Verify<TQuery>(Func<Action<TQuery>, string> search, Action<TQuery> refused, Action<TQuery> other)
    {
        Assert.ThrowsAny<ArgumentException>(() => search(refused));

        Assert.Throws<InvalidOperationException>(() => search(q =>
        {
            other(q);
            Assert.ThrowsAny<ArgumentException>(() => refused(q));
        }));

        Assert.Throws<InvalidOperationException>(() => search(q =>
        {
            Assert.ThrowsAny<ArgumentException>(() => refused(q));
            other(q);
        }));
    }

    [Fact]
    public void ValueThatIsRefused_InAChain_CannotBeSwallowedThere()
    {
        Assert.Throws<InvalidOperationException>(() => Client.Observation.Search(q => q.Subject.Patient(p =>
        {
            p.Active.Is(true);
            Assert.ThrowsAny<ArgumentException>(() => p.Family.StartsWith(""));
        })));
        Assert.Throws<InvalidOperationException>(() => Client.Observation.Search(q =>
        {
            q.Code.Is("1");
            Assert.Throws<TimeoutException>(() => q.Subject.Patient(p =>
            {
                p.Active.Is(true);
                throw new TimeoutException();
            }));
        }));
    }

    [Fact]
    public void ValueThatIsRefused_IsTheReasonThatIsGiven()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Client.Patient.Search(q =>
        {
            q.Active.Is(true);
            Assert.ThrowsAny<ArgumentException>(() => q.Birthdate.On(default(DateOnly)));
        }));

        Assert.IsType<ArgumentException>(exception.InnerException);
    }

    [Fact]
    public void ValueThatIsRefused_InALocalFilter_CannotBeSwallowed()
    {
        var search = Client.Patient.Search(q => q.Family.StartsWith("x"));
        Assert.Throws<InvalidOperationException>(() => search.FilterLocally(p =>
        {
            p.Active.Is(true);
            Assert.ThrowsAny<ArgumentException>(() => p.Birthdate.On(default(DateOnly)));
        }));
    }

    [Fact]
    public void ValueThatIsRefused_BeforeASearch_IsNoneOfItsAffair()
    {
        Assert.ThrowsAny<ArgumentException>(() => new SearchToken("s", ""));
        Assert.Equal("Patient?active=true", Client.Patient.Search(q => q.Active.Is(true)).RelativeUrl);
    }

    [Fact]
    public void ParametersOfTheWholeSearch_InAChain_AreRefused()
    {
        Action<TestPlatform.PatientQuery>[] shapes =
        [
            static p => p.All(), static p => p.Count(5), static p => p.Sort(x => x.Family), static p => p.SortDescending(x => x.Family),
            static p => p.Include(x => x.GeneralPractitioner), static p => p.IncludeIterate((TestPlatform.ObservationQuery o) => o.Subject),
            static p => p.RevInclude((TestPlatform.ObservationQuery o) => o.Subject), static p => p.Summary(SummaryMode.Data),
            static p => p.Total(TotalMode.None), static p => p.Elements("name"),
        ];
        foreach (var shape in shapes)
        {
            Assert.Throws<InvalidOperationException>(() => Client.Observation.Search(q => q.Code.Is("1").Subject.Patient(p => shape(p.Family.StartsWith("x")))));
            Assert.Throws<InvalidOperationException>(
                () => Client.Patient.Search(q => q.Has<TestPlatform.PatientQuery>(x => x.GeneralPractitioner, x => shape(x.Family.StartsWith("x")))));
        }

        foreach (var name in new[] { "_sort", "_include:iterate", "_summary" })
        {
            Assert.Throws<ArgumentException>(() => Client.Observation.Search(q => q.Subject.Patient(p => p.Where(name, "x"))));
            Assert.Throws<ArgumentException>(() => Client.Observation.Search(q => q.Where("subject:Patient." + name, "x")));
            Assert.Throws<ArgumentException>(() => Client.Observation.Search(q => q.Where("_has:Provenance:target:" + name, "x")));
            Assert.Throws<ArgumentException>(() => Client.Observation.Search($"subject:Patient.{name}={"x"}"));
        }

        Assert.Equal("Patient?active=true&_sort=family", Client.Patient.Search(q => q.Active.Is(true).Where("_sort", "family")).RelativeUrl);
    }

    [Fact]
    public void DefaultsInAnInterpolatedSearch_AreRefused()
    {
        Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search($"birthdate={default(DateOnly)}"));
        Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search($"birthdate={default(DateTime)}"));
        Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search($"birthdate={default(DateTimeOffset)}"));
        Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search($"birthdate={default(FhirDate)}"));
        Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search($"birthdate={default(DateSearchValue)}"));
        Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search($"identifier={default(SearchToken)}"));
        Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search($"identifier={Guid.Empty}"));
        Assert.ThrowsAny<ArgumentException>(() => Client.Observation.Search($"value-quantity={double.NaN}"));
        Assert.ThrowsAny<ArgumentException>(() => Client.Observation.Search($"value-quantity={float.PositiveInfinity}"));

        var exception = Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search($"gender={AdministrativeGender.Female}"));
        Assert.Contains("SearchToken.Of", exception.Message, StringComparison.Ordinal);
        Assert.Equal(
            "Patient?gender=http://hl7.org/fhir/administrative-gender%7Cfemale",
            Client.Patient.Search($"gender={SearchToken.Of(AdministrativeGender.Female)}").RelativeUrl);
    }

    [Fact]
    public void ZeroAndTheFirstDayOfOtherYears_AreValues()
    {
        Assert.Equal("Observation?value-quantity=0", Client.Observation.Search(q => q.ValueQuantity.Is(0m)).RelativeUrl);
        Assert.Equal("Observation?value-quantity=ge0%7C%7Cmg", Client.Observation.Search(q => q.ValueQuantity.AtLeast(new QuantitySearchValue(0m, null, "mg"))).RelativeUrl);
        Assert.Equal("Observation?value-quantity=5%7C%7Cmg", Client.Observation.Search(q => q.ValueQuantity.Is(new QuantitySearchValue { Value = 5m, Code = "mg" })).RelativeUrl);
        Assert.Equal("Observation?value-quantity=0", Client.Observation.Search(q => q.ValueQuantity.Is(default(QuantitySearchValue) with { Value = 0m })).RelativeUrl);
        Assert.Equal("Patient?birthdate=0001-01-02", Client.Patient.Search(q => q.Birthdate.On(1, 1, 2)).RelativeUrl);
        Assert.Equal("Patient?birthdate=1900", Client.Patient.Search(q => q.Birthdate.On(FhirDate.Parse("1900"))).RelativeUrl);
    }

    [Fact]
    public void TextOfAValue_SaysNothingOfIt()
    {
        object[] values =
        [
            new SearchToken("urn:secret", "secret"), new QuantitySearchValue(4711m, "urn:secret", "secret"), (DateSearchValue)new DateOnly(4711, 1, 1),
            (SearchComponent)"secret", SearchComponent.GreaterThan(4711m, "secret"),
        ];
        foreach (var value in values)
        {
            Assert.Equal(value.GetType().Name, value.ToString());
            Assert.Equal(value.GetType().Name, $"{value}");
        }
    }
}
