using FhirTyped.Analyzers.Tests.Harness;

namespace FhirTyped.Analyzers.Tests.Fixes;

public sealed class SearchFixTests
{
    [Theory]
    [InlineData("FHT1001", "_ = mercy.Observaton;", "_ = mercy.Observation;")]
    [InlineData("FHT1003", "_ = mercy.Patient.Search(q => q.BirthDate.On(day));", "_ = mercy.Patient.Search(q => q.Birthdate.On(day));")]
    [InlineData("FHT1003", "_ = mercy.Patient.Search(q => q.Where(\"birthDate\", \"2000-01-01\"));", "_ = mercy.Patient.Search(q => q.Where(\"birthdate\", \"2000-01-01\"));")]
    [InlineData("FHT1001", "_ = mercy.Visit;", "_ = mercy.Encounter;")]
    [InlineData("FHT1001", "_ = mercy.Medicaton;", null)]
    [InlineData("FHT1003", "_ = mercy.Patient.Search(q => q.DateOfBirth.On(day));", "_ = mercy.Patient.Search(q => q.Birthdate.On(day));")]
    [InlineData("FHT1003", "_ = mercy.Patient.Search(q => q.Surname.Exactly(id));", "_ = mercy.Patient.Search(q => q.Family.Exactly(id));")]
    [InlineData("FHT1003", "_ = mercy.Patient.Search(q => q.City.StartsWith(id));", "_ = mercy.Patient.Search(q => q.AddressCity.StartsWith(id));")]
    [InlineData("FHT1003", "_ = mercy.Patient.Search(q => q.Where(\"sex\", \"male\"));", "_ = mercy.Patient.Search(q => q.Where(\"gender\", \"male\"));")]
    [InlineData("FHT1003", "_ = mercy.Patient.Search(q => q.Deceased.Is(true));", null)]
    [InlineData("FHT1001", "_ = mercy.Medication;", null)]
    [InlineData("FHT1011", "_ = member.Patient.Search(q => q.AddressState.Exactly(\"S\"));", "_ = member.Patient.Search(q => q.AddressCity.Exactly(\"S\"));")]
    [InlineData("FHT1011", "_ = hospital.Patient.Search(q => q.OwnName.StartsWith(\"S\"));", null)]
    [InlineData("FHT1011", "_ = hospital.ImagingStudy;", null)]
    [InlineData("FHT1001", "_ = hospital.Observaton;", "_ = hospital.Observation;")]
    public Task NearestName(string id, string before, string? after) => FixRun.VerifyBodyAsync(id, before, after);

    [Theory]
    [InlineData("Add Category", "_ = epic.Observation.Search(q => q.Patient.Is(id));", "_ = epic.Observation.Search(q => q.Patient.Is(id).Category.Is(\"laboratory\"));")]
    [InlineData("Add Code", "_ = epic.Observation.Search(q => q.Patient.Is(id));", "_ = epic.Observation.Search(q => q.Patient.Is(id).Code.Is(\"code\"));")]
    [InlineData("Add Code", "var code = id; _ = epic.Observation.Search(q => q.Patient.Is(id));", "var code = id; _ = epic.Observation.Search(q => q.Patient.Is(id).Code.Is(code));")]
    [InlineData("Add Patient and Category", "_ = mercy.Observation.Search(q => q.Date.On(day));", "_ = mercy.Observation.Search(q => q.Date.On(day).Patient.Is(\"patient\").Category.Is(\"laboratory\"));")]
    [InlineData("Add Patient", "_ = mercy.Observation.Search(q => q.Code.Is(\"s\", \"c\"));", "_ = mercy.Observation.Search(q => q.Code.Is(\"s\", \"c\").Patient.Is(\"patient\"));")]
    [InlineData("Add Family", "_ = mercy.Patient.Search(q => q.Given.StartsWith(id));", "_ = mercy.Patient.Search(q => q.Given.StartsWith(id).Family.StartsWith(\"family\"));")]
    [InlineData("Add Category", "_ = epic.CarePlan.Search(q => { q.Patient.Is(id); });", "_ = epic.CarePlan.Search(q => { q.Category.Is(\"category\"); q.Patient.Is(id); });")]
    public Task MissingCriterion(string title, string before, string after) => FixRun.VerifyBodyAsync("FHT1101", Spread(before), Spread(after), title);

    [Fact]
    public Task MissingCriterion_IsNotOfferedBehindAChoice() =>
        FixRun.VerifyBodyAsync("FHT1101", "_ = epic.Observation.Search(q => _ = flag ? q.Patient.Is(id) : q.Date.On(day));", null);

    [Theory]
    [InlineData("_ = epic.Patient.Search(q => q.Id.Is(\"p\").Birthdate.On(day));", "_ = epic.Patient.Search(q => q.Id.Is(\"p\"));")]
    [InlineData("_ = epic.Patient.Search(q => q.Birthdate.On(day).Id.Is(\"p\").Count(10));", "_ = epic.Patient.Search(q => q.Id.Is(\"p\").Count(10));")]
    [InlineData("_ = epic.Patient.Search(q => { q.Id.Is(\"p\"); q.Birthdate.On(day); });", "_ = epic.Patient.Search(q => { q.Id.Is(\"p\"); });")]
    public Task IgnoredCriterion(string before, string after) => FixRun.VerifyBodyAsync("FHT1102", Spread(before), Spread(after));

    [Theory]
    [InlineData("q.Code.Is(\"s\", \"a\").Code.Is(\"s\", \"b\").Patient.Is(id)", "q.Code.AnyOf(new SearchToken(\"s\", \"a\"), new SearchToken(\"s\", \"b\")).Patient.Is(id)")]
    [InlineData("q.Code.Is(\"a\").Count(5).Code.Is(\"b\").Patient.Is(id)", "q.Code.AnyOf(\"a\", \"b\").Count(5).Patient.Is(id)")]
    [InlineData("q.Patient.Is(id).Code.AnyOf(\"a\", \"b\").Code.Is(\"s\", \"c\")", "q.Patient.Is(id).Code.AnyOf(\"a\", \"b\", new SearchToken(\"s\", \"c\"))")]
    [InlineData("q.Patient.Is(id).Code.Is(\"a\").Code.InSystem(\"s\")", null)]
    public Task AnyOf(string before, string? after) => FixRun.VerifyBodyAsync(
        "FHT1108", "_ = mercy.Observation.Search(q => " + before + ");", after is null ? null : "_ = mercy.Observation.Search(q => " + after + ");");

    [Theory]
    [InlineData("_ = mercy.Patient.Search(q => q.Count(10));", "_ = mercy.Patient.Search(q => q.Count(10).All());")]
    [InlineData("_ = mercy.Patient.Search(q => { });", "_ = mercy.Patient.Search(q => { q.All(); });")]
    public Task All(string before, string after) => FixRun.VerifyBodyAsync("FHT1111", Spread(before), Spread(after));

    /// <summary>Statements on lines of their own, as the formatter leaves them.</summary>
    private static string Spread(string body) =>
        body.Replace("=> { ", "=>\n{\n", StringComparison.Ordinal).Replace(" });", "\n});", StringComparison.Ordinal).Replace("; q.", ";\nq.", StringComparison.Ordinal);
}
