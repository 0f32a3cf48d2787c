using FhirTyped.Analyzers.Tests.Harness;

namespace FhirTyped.Analyzers.Tests.Capability;

/// <summary>FHT1003 to FHT1013 in searches that compile.</summary>
public sealed class SearchCapabilityTests
{
    [Theory]
    [InlineData("_ = mercy.Patient.Search(q => q.Where({|FHT1003:\"phone\"|}, id));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Where({|FHT1003:\"birthDate\"|}, \"2000-01-01\"));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Where({|FHT1003:\"phone:missing\"|}, \"true\"));")]
    public Task NameThatThePlatformLacks_IsReported(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.{|FHT1004:Contains|}(id));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.{|FHT1004:Missing|}());")]
    [InlineData("_ = mercy.Patient.Search(q => q.{|FHT1004:Where|}(\"family:contains\", id));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.Exactly(id));")]
    [InlineData("_ = mercy.Patient.Search(q => q.AddressCity.Contains(id));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Gender.Not(\"male\"));")]
    [InlineData("_ = mercy.Condition.Search(q => q.Patient.Is(id).OnsetDate.Missing(false));")]
    public Task Modifier_IsOneThatThePlatformTakes(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("Approximately(day)", "FHT1005")]
    [InlineData("After(day)", "FHT1005")]
    [InlineData("Before(2025, 1, 1)", "FHT1005")]
    [InlineData("Not(day)", "FHT1005")]
    [InlineData("StartsAfter(day)", "FHT1005")]
    [InlineData("EndsBefore(DateTimeOffset.UnixEpoch)", "FHT1005")]
    [InlineData("On(day)", null)]
    [InlineData("On(2025, 1, 1)", null)]
    [InlineData("OnOrAfter(day)", null)]
    [InlineData("OnOrBefore(2025, 1, 1)", null)]
    [InlineData("Between(day, day)", null)]
    [InlineData("Missing()", null)]
    public Task Prefix_IsOneThatThePlatformTakes(string call, string? id)
    {
        var marked = id is null ? call : "{|" + id + ":" + call[..call.IndexOf('(', StringComparison.Ordinal)] + "|}" + call[call.IndexOf('(', StringComparison.Ordinal)..];
        return AnalyzerRun.VerifyBodyAsync("_ = mercy.Observation.Search(q => q.Patient.Is(id).Code.Is(\"s\", \"c\").Date." + marked + ");");
    }

    [Fact]
    public async Task Prefix_OfOracleHealth()
    {
        var found = await AnalyzerRun.VerifyBodyAsync("_ = oracle.Observation.Search(q => q.Patient.Is(id).Date.{|FHT1005:Approximately|}(day));");

        Assert.Contains("'ap'", Assert.Single(found).GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(id).Include(x => x.GeneralPractitioner));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(id).RevInclude((Mercy.ProvenanceQuery x) => x.Target));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(id).RevInclude((Mercy.ObservationQuery x) => x.{|FHT1007:Subject|}));")]
    [InlineData("_ = mercy.Encounter.Search(q => q.Patient.Is(id).Status.Is(\"finished\").Include(x => x.{|FHT1007:Patient|}));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(id).Include(x => x.GeneralPractitioner, \"Practitioner\"));")]
    [InlineData("_ = epic.Patient.Search(q => q.Family.StartsWith(id).Where(\"_revinclude\", \"Provenance:target\"));")]
    [InlineData("_ = epic.Patient.Search(q => q.Family.StartsWith(id).RevInclude((Epic.ProvenanceQuery x) => x.Target));")]
    [InlineData("_ = mercy.Observation.Search(q => q.Patient.OfType(\"Patient\", id).Code.Is(\"s\", \"c\"));")]
    [InlineData("_ = mercy.Observation.Search(q => q.Patient.OfType(\"Patient\", {|FHT1205:\"\"|}).Code.Is(\"s\", \"c\"));")]
    [InlineData("_ = mercy.Observation.Search(q => q.Patient.{|FHT1004:OfType|}(\"Nobody\", id).Code.Is(\"s\", \"c\"));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(id).RevInclude((Mercy.ObservationQuery x) => x.{|FHT1007:Subject|}, iterate: true).Count(5));")]
    [InlineData("Func<Mercy.PatientQuery, Mercy.PatientQuery> add = q => q.RevInclude((Mercy.EncounterQuery x) => x.{|FHT1007:Patient|}); _ = add;")]
    [InlineData("_ = epic.Patient.Search(q => q.Family.StartsWith(id).RevInclude((Epic.ObservationQuery x) => x.{|FHT1007:Subject|}));")]
    [InlineData("_ = epic.Patient.Search(q => q.Family.StartsWith(id).RevInclude((Epic.ObservationQuery x) => x.{|FHT1003:Nonsense|}));")]
    [InlineData("_ = epic.Patient.Search(q => q.Family.StartsWith(id)).FilterLocally(p => p.Deceased.Is(false).GeneralPractitioner.Is(id));")]
    public Task Include_IsOneThatThePlatformDeclares(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(id).Sort(x => x.Birthdate));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(id).Where(\"_sort\", {|FHT1006:\"death-date\"|}));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(id).{|FHT1009:Has|}<Mercy.ObservationQuery>(x => x.Patient, o => o.Code.Is(\"s\", \"c\")));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(id).{|FHT1012:Summary|}(SummaryMode.Data));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(id).{|FHT1012:Total|}(TotalMode.Accurate));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(id).{|FHT1012:Elements|}(\"name\"));")]
    public Task ChainsAndResultParameters(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = epic.Condition.Search(q => q.Subject.Patient(p => p.Family.StartsWith(id)));")]
    [InlineData("_ = mercy.Encounter.Search(q => q.Status.Is(\"finished\").Patient.Patient(p => p.Family.Exactly(id)));")]
    [InlineData("_ = mercy.Encounter.Search(q => q.Status.Is(\"finished\").Patient.Is(id));")]
    [InlineData("_ = epic.Observation.{|FHT1101:Search|}(q => q.Patient.Patient(p => p.Family.StartsWith(id)));")]
    public Task Chain_OfWhichNothingIsSaid_IsSilent_AndCountsAsItsParameter(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = ward.Condition.Search(q => q.Patient.{|FHT1009:Patient|}(p => p.Family.StartsWith(id)));")]
    [InlineData("_ = ward.Encounter.Search(q => q.Status.Is(\"finished\").Patient.Patient(p => p.Family.StartsWith(id)));")]
    [InlineData("_ = ward.Condition.Search(q => q.Patient.Is(id).Where({|FHT1009:\"_has:Provenance:target:target\"|}, \"x\"));")]
    [InlineData("_ = ward.Encounter.Search(q => q.Status.Is(\"finished\").Where(\"_has:Observation:encounter:code\", \"x\"));")]
    [InlineData("_ = ward.Encounter.Search($\"status=finished&{|FHT1009:patient|}:Patient.nmae={id}\");")]
    [InlineData("_ = ward.Encounter.Search($\"status=finished&{|FHT1009:patient|}:Medication.name={id}\");")]
    public Task Chains_ThatAPlatformFileDecides(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = ward.Patient.Search(q => q.GeneralPractitioner.{|FHT1004:Is|}(\"Practitioner/1\"));")]
    [InlineData("_ = ward.Patient.Search(q => q.GeneralPractitioner.Identifier(\"http://example.org/ids\", id));")]
    public Task Modifier_ThatIsRequired(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("await epic.Patient.{|FHT1008:Everything|}(id);")]
    [InlineData("await mercy.Patient.{|FHT1008:Everything|}(id);")]
    [InlineData("await mercy.Observation.{|FHT1008:Lastn|}();")]
    [InlineData("await mercy.Observation.{|FHT1008:ValidateCodeAsync|}();")]
    [InlineData("await mercy.Observation.NothingAsync();")]
    [InlineData("await epic.Patient.MatchAsync(patient);")]
    public Task Operation_IsOneThatThePlatformDeclares(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = FhirPlatform.Create<{|FHT1013:UsCore|}>(new System.Net.Http.HttpClient());")]
    [InlineData("_ = FhirPlatform.Create<Epic>(new System.Net.Http.HttpClient());")]
    [InlineData("new ServiceCollection().AddFhirPlatform<{|FHT1013:UsCore|}>();")]
    [InlineData("new ServiceCollection().AddFhirPlatform<{|FHT1013:Acme.UsCore|}>();")]
    [InlineData("using var http = new System.Net.Http.HttpClient(); _ = FhirPlatform.Create<{|FHT1013:UsCore|}>(http, o => o.BaseUrl = new Uri(\"https://fhir.mercy.example/r4\"));")]
    [InlineData("new ServiceCollection().AddFhirPlatform<Mercy>();")]
    [InlineData("_ = Activator.CreateInstance<UsCore>();")]
    public Task AssumedPlatform_IsReportedWhereItIsTakenUp(string body) => AnalyzerRun.VerifyBodyAsync(body);
}
