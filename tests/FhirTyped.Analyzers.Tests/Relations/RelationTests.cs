using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Relations;

/// <summary>FHT1102 to FHT1111.</summary>
public sealed class RelationTests
{
    [Theory]
    [InlineData("_ = epic.Patient.Search(q => q.Id.Is(\"p\").{|FHT1102:Birthdate|}.On(day));")]
    [InlineData("_ = epic.Patient.Search(q => q.{|FHT1102:Birthdate|}.On(day).Id.Is(\"p\"));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Id.Is(\"p\").{|FHT1102:Family|}.Exactly(id).{|FHT1102:Birthdate|}.On(day));")]
    [InlineData("_ = mercy.Condition.Search(q => q.Patient.Is(id).{|FHT1102:Severity|}.Is(\"severe\"));")]
    [InlineData("_ = epic.Patient.Search(q => q.Id.Is(\"p\").Count(10).RevInclude((Epic.ProvenanceQuery x) => x.Target));")]
    [InlineData("_ = epic.Patient.Search(q => q.Id.Is(\"p\"));")]
    [InlineData("_ = mercy.Patient.Search(q => { q.Id.Is(\"p\"); if (flag) { q.Birthdate.On(day); } });")]
    [InlineData("_ = mercy.Patient.Search(q => { if (flag) { q.Id.Is(\"p\"); return; } q.Birthdate.On(day); });")]
    [InlineData("_ = mercy.Patient.Search(q => _ = flag ? q.Id.Is(\"p\") : q.Birthdate.On(day));")]
    public Task Ignored(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = mercy.Condition.Search(q => q.Patient.Is(id).{|FHT1103:Code|}.Is(id));")]
    [InlineData("_ = mercy.Condition.Search(q => q.{|FHT1103:Code|}.Is(id).Category.Is(\"problem-list-item\"));")]
    [InlineData("_ = mercy.Condition.Search(q => q.{|FHT1103:Code|}.AnyOf(\"a\", \"b\").Patient.Is(id));")]
    [InlineData("_ = mercy.Condition.Search($\"{|FHT1103:code|}={id}&patient={id}\");")]
    [InlineData("_ = mercy.Condition.Search(q => q.Patient.Is(id).Where({|FHT1103:\"code\"|}, id));")]
    [InlineData("_ = mercy.Condition.Search(q => { q.Patient.Is(id); if (flag) { q.Code.Is(id); } });")]
    [InlineData("_ = mercy.Condition.Search($\"code={id}&category=infection\");")]
    [InlineData("_ = mercy.Condition.Search(q => q.Code.Is(id).Category.Is(\"infection\"));")]
    [InlineData("_ = mercy.Condition.Search(q => q.Code.Is(id).Category.AnyOf(\"problem-list-item\", \"infection\"));")]
    [InlineData("_ = mercy.Condition.Search(q => q.Code.Is(id).Category.Is(id));")]
    [InlineData("_ = mercy.Condition.Search(q => { q.Code.Is(id); if (flag) { q.Category.Is(\"infection\"); } });")]
    public Task ActiveOnlyWith(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = mercy.Observation.Search(q => q.Patient.Is(id).{|FHT1104:Subject|}.Is(\"Patient\", id).Code.Is(\"s\", \"c\"));")]
    [InlineData("_ = epic.Condition.Search(q => q.Patient.Is(id).{|FHT1104:Subject|}.Is(\"Patient/1\"));")]
    [InlineData("_ = mercy.Observation.Search(q => { if (flag) { q.Patient.Is(id); } else { q.Subject.Is(\"Patient\", id); } q.Code.Is(\"s\", \"c\"); });")]
    [InlineData("_ = epic.Condition.Search(q => q.Subject.Is(\"Patient/1\"));")]
    public Task Excluded(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("Is({|FHT1105:\"symptom\"|})")]
    [InlineData("Is(\"http://acme.org\", {|FHT1105:\"symptom\"|})")]
    [InlineData("Is({|FHT1105:ObservationCategory.Imaging|})")]
    [InlineData("AnyOf(\"laboratory\", {|FHT1105:\"symptom\"|})")]
    [InlineData("AnyOf(ObservationCategory.Laboratory, {|FHT1105:ObservationCategory.Imaging|})")]
    [InlineData("Is({|FHT1105:new SearchToken(\"http://acme.org\", \"symptom\")|})")]
    [InlineData("Is(\"laboratory\")")]
    [InlineData("Is(ObservationCategory.Laboratory)")]
    [InlineData("Is(ObservationCategory.VitalSigns)")]
    [InlineData("Is(\"http://acme.org\", \"vital-signs\")")]
    [InlineData("AnyOf(\"laboratory\", \"vital-signs\")")]
    [InlineData("AnyOf(\"laboratory\", id)")]
    [InlineData("Is(id)")]
    [InlineData("Not(\"symptom\")")]
    [InlineData("Is(SearchToken.Of(ObservationCategory.Laboratory))")]
    public Task Value(string call) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Observation.Search(q => q.Patient.Is(id).Category." + call + ");");

    [Fact]
    public Task Value_OfEpicsAllergies() =>
        AnalyzerRun.VerifyBodyAsync("_ = epic.AllergyIntolerance.Search(q => q.Patient.Is(id).ClinicalStatus.Is({|FHT1105:AllergyIntoleranceClinicalStatus.Resolved|}));");

    [Fact]
    public Task Value_IsUnknownBehindAnythingButAConstant() => AnalyzerRun.VerifyAsync("""
        public sealed class Labs(Mercy mercy)
        {
            private const string Symptom = "symptom";
            private static readonly string Other = "symptom";

            public FhirSearch<Observation> One(string id) => mercy.Observation.Search(q => q.Patient.Is(id).Category.Is({|FHT1105:Symptom|}));

            public FhirSearch<Observation> Two(string id) => mercy.Observation.Search(q => q.Patient.Is(id).Category.Is(Other));

            public FhirSearch<Observation> Three(string id, ObservationCategory category) => mercy.Observation.Search(q => q.Patient.Is(id).Category.Is(category));
        }
        """);

    [Theory]
    [InlineData("q.Date.On(day).Date.OnOrAfter(day).{|FHT1106:Date|}.OnOrBefore(day)")]
    [InlineData("q.Date.Between(day, day).{|FHT1106:Date|}.On(day)")]
    [InlineData("q.Where(\"date\", \"2025\").Where(\"date\", \"2025\").Where({|FHT1106:\"date\"|}, \"2025\")")]
    [InlineData("q.Date.OnOrAfter(day).Count(5).Date.OnOrBefore(day).{|FHT1106:Date|}.On(2025, 1, 1)")]
    [InlineData("q.Date.OnOrAfter(day).Date.OnOrBefore(day)")]
    [InlineData("q.Date.Between(day, day)")]
    [InlineData("q.Date.On(day)")]
    public Task TooOften(string chain) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Observation.Search(q => " + chain + ".Patient.Is(id).Code.Is(\"s\", \"c\"));");

    [Theory]
    [InlineData("OnOrAfter(2025, 2, 1).{|FHT1107:Date|}.OnOrBefore(2025, 1, 1)")]
    [InlineData("OnOrBefore(2025, 1, 1).{|FHT1107:Date|}.OnOrAfter(2025, 2, 1)")]
    [InlineData("OnOrAfter(new DateOnly(2025, 2, 1)).{|FHT1107:Date|}.OnOrBefore(new DateOnly(2025, 1, 1))")]
    [InlineData("OnOrAfter(2025, 1, 1).Date.OnOrBefore(2025, 1, 1)")]
    [InlineData("OnOrAfter(2025, 1, 1).Date.OnOrBefore(2025, 2, 1)")]
    [InlineData("OnOrAfter(2025, 2, 1).Date.OnOrBefore(day)")]
    public Task Range(string chain) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Observation.Search(q => q.Patient.Is(id).Code.Is(\"s\", \"c\").Date." + chain + ");");

    [Theory]
    [InlineData("After(2025, 1, 1).{|FHT1107:OnsetDate|}.Before(2025, 1, 1)")]
    [InlineData("OnOrAfter(2025, 1, 1).{|FHT1107:OnsetDate|}.Before(2025, 1, 1)")]
    [InlineData("After(2025, 1, 1).OnsetDate.Before(2025, 1, 2)")]
    public Task Range_WithStrictBounds(string chain) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Condition.Search(q => q.Patient.Is(id).OnsetDate." + chain + ");");

    [Fact]
    public Task Range_InOneCall() => AnalyzerRun.VerifyBodyAsync(
        "_ = mercy.Condition.Search(q => q.Patient.Is(id).{|FHT1107:OnsetDate|}.Between(new DateOnly(2025, 2, 1), new DateOnly(2025, 1, 1)));");

    [Theory]
    [InlineData("_ = mercy.Encounter.Search(q => q.Status.Is(\"finished\").Length.AtLeast(5).{|FHT1107:Length|}.LessThan(5));")]
    [InlineData("_ = mercy.Encounter.Search(q => q.Status.Is(\"finished\").Length.AtLeast(5).Length.AtMost(5));")]
    [InlineData("_ = mercy.Encounter.Search(q => q.Status.Is(\"finished\").Length.AtLeast(10).{|FHT1107:Length|}.AtMost(9.5m));")]
    public Task Range_OfNumbers(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = oracle.CarePlan.Search(q => q.Patient.Is(id).Category.Is(\"assess-plan\").{|FHT1107:Date|}.OnOrAfter(day));")]
    [InlineData("_ = oracle.Slot.Search(q => q.ServiceType.Is(\"s\", \"c\").{|FHT1107:Start|}.Before(DateTimeOffset.UnixEpoch));")]
    [InlineData("_ = oracle.CarePlan.Search(q => q.Patient.Is(id).Category.Is(\"assess-plan\").Date.Between(day, day));")]
    [InlineData("_ = oracle.CarePlan.Search(q => q.Patient.Is(id).Category.Is(\"assess-plan\").Date.OnOrAfter(day).Date.OnOrBefore(day));")]
    [InlineData("_ = oracle.CarePlan.Search(q => { q.Patient.Is(id).Category.Is(\"assess-plan\").Date.OnOrAfter(day); if (flag) { q.Date.OnOrBefore(day); } });")]
    [InlineData("_ = oracle.CarePlan.Search(q => q.Patient.Is(id).Category.Is(\"assess-plan\"));")]
    [InlineData("_ = oracle.Observation.Search(q => q.Patient.Is(id).Date.OnOrAfter(day));")]
    public Task Range_ThatThePlatformNeedsClosed(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("q.Code.Is(\"s\", \"a\").{|FHT1108:Code|}.Is(\"s\", \"b\")")]
    [InlineData("q.Code.Is(\"s\", \"a\").Count(5).{|FHT1108:Code|}.AnyOf(new SearchToken(\"s\", \"b\"), new SearchToken(\"s\", \"c\"))")]
    [InlineData("q.Code.InSystem(\"s\").{|FHT1108:Code|}.Is(\"s\", \"b\")")]
    [InlineData("q.Where(\"code\", \"s|a\").Where({|FHT1108:\"code\"|}, \"s|b\")")]
    [InlineData("q.Category.Is(\"laboratory\").Code.Is(\"s\", \"a\")")]
    [InlineData("q.Category.Is(\"laboratory\").Category.Is(\"vital-signs\")")]
    [InlineData("q.Code.AnyOf(new SearchToken(\"s\", \"a\"), new SearchToken(\"s\", \"b\"))")]
    [InlineData("q.Code.Is(\"s\", \"a\")")]
    public Task OrOnly(string chain) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Observation.Search(q => " + chain + ".Patient.Is(id));");

    [Theory]
    [InlineData("_ = mercy.Encounter.{|FHT1109:Search|}(q => q.Patient.Is(id));")]
    [InlineData("_ = mercy.Encounter.{|FHT1109:Search|}(q => q.Length.AtLeast(5));")]
    [InlineData("_ = mercy.Encounter.{|FHT1109:Search|}($\"patient={id}\");")]
    [InlineData("_ = mercy.Encounter.{|FHT1109:Search|}(q => { q.Patient.Is(id); if (flag) { q.Count(5); } });")]
    [InlineData("_ = mercy.Encounter.Search(q => q.Patient.Is(id).Status.AnyOf(\"planned\", \"finished\"));")]
    [InlineData("_ = mercy.Encounter.Search($\"patient={id}&status=planned\");")]
    [InlineData("_ = mercy.Encounter.Search(q => q.Patient.Is(id).Status.Is(\"planned\"));")]
    [InlineData("_ = mercy.Encounter.Search(q => { q.Patient.Is(id); if (flag) { q.Status.Is(\"planned\"); } });")]
    public Task Default(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = mercy.Patient.Search(q => q.Gender.Is(\"male\").Count({|FHT1110:101|}));")]
    [InlineData("_ = mercy.Condition.Search(q => q.Patient.Is(id).Count({|FHT1110:10|}));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Gender.Is(\"male\").Count(100));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Gender.Is(\"male\").Count(id.Length));")]
    public Task Count(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = mercy.Patient.{|FHT1111:Search|}(q => q.Count(10));")]
    [InlineData("_ = mercy.Patient.{|FHT1111:Search|}(q => { });")]
    [InlineData("_ = epic.Patient.{|FHT1111:Search|}(q => q.Sort(x => x.Birthdate));")]
    [InlineData("_ = mercy.Patient.Search(q => q.All());")]
    [InlineData("_ = mercy.Patient.Search(q => q.Count(10).All());")]
    [InlineData("_ = mercy.Patient.Search(q => { if (flag) { q.Gender.Is(\"male\"); } });")]
    public Task NoFilter(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = mercy.Patient.Search(q => q.Identifier.Is({|FHT1201:\"12345\"|}));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Identifier.Is(\"urn:mrn\", \"12345\"));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Identifier.Is(\"urn:mrn\", id));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Identifier.InSystem(\"urn:mrn\"));")]
    public Task SystemRequired(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("q.AddressCity.StartsWith({|FHT1205:\"\"|})")]
    [InlineData("q.AddressCity.StartsWith({|FHT1205:string.Empty|})")]
    [InlineData("q.AddressCity.StartsWith({|FHT1205:\"  \"|})")]
    [InlineData("q.AddressCity.StartsWith({|FHT1205:null!|})")]
    [InlineData("q.Gender.Is({|FHT1205:\"\"|})")]
    [InlineData("q.Identifier.Is(\"urn:mrn\", {|FHT1205:\"\"|})")]
    [InlineData("q.Identifier.Is(id, {|FHT1205:\"\"|})")]
    [InlineData("q.GeneralPractitioner.Is({|FHT1205:\"\"|})")]
    [InlineData("q.AddressCity.AnyOf(\"Rome\", {|FHT1205:\"\"|})")]
    [InlineData("q.Where(\"gender\", {|FHT1205:\"\"|})")]
    [InlineData("q.AddressCity.StartsWith(id)")]
    [InlineData("q.AddressCity.StartsWith(id ?? \"\")")]
    public Task EmptyValue(string chain) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Patient.Search(q => " + chain + ");");

    [Theory]
    [InlineData("FHT1006", DiagnosticSeverity.Warning, "_ = mercy.Patient.Search(q => q.Gender.Is(\"male\").Where(\"_sort\", {|FHT1006:\"death-date\"|}));")]
    [InlineData("FHT1008", DiagnosticSeverity.Error, "await epic.Patient.{|FHT1008:Everything|}(id);")]
    [InlineData("FHT1101", DiagnosticSeverity.Error, "_ = epic.Observation.{|FHT1101:Search|}(q => q.Patient.Is(id));")]
    [InlineData("FHT1102", DiagnosticSeverity.Error, "_ = epic.Patient.Search(q => q.Id.Is(\"p\").{|FHT1102:Birthdate|}.On(day));")]
    [InlineData("FHT1103", DiagnosticSeverity.Error, "_ = mercy.Condition.Search(q => q.Patient.Is(id).{|FHT1103:Code|}.Is(id));")]
    [InlineData("FHT1104", DiagnosticSeverity.Error, "_ = epic.Condition.Search(q => q.Patient.Is(id).{|FHT1104:Subject|}.Is(\"Patient/1\"));")]
    [InlineData("FHT1105", DiagnosticSeverity.Error, "_ = mercy.Observation.Search(q => q.Patient.Is(id).Category.Is({|FHT1105:\"symptom\"|}));")]
    [InlineData("FHT1106", DiagnosticSeverity.Error, "_ = mercy.Observation.Search(q => q.Patient.Is(id).Code.Is(\"s\", \"c\").Date.Between(day, day).{|FHT1106:Date|}.On(day));")]
    [InlineData("FHT1107", DiagnosticSeverity.Warning, "_ = mercy.Condition.Search(q => q.Patient.Is(id).OnsetDate.After(2025, 1, 1).{|FHT1107:OnsetDate|}.Before(2025, 1, 1));")]
    [InlineData("FHT1108", DiagnosticSeverity.Error, "_ = mercy.Observation.Search(q => q.Patient.Is(id).Code.Is(\"s\", \"a\").{|FHT1108:Code|}.Is(\"s\", \"b\"));")]
    [InlineData("FHT1109", DiagnosticSeverity.Info, "_ = mercy.Encounter.{|FHT1109:Search|}(q => q.Patient.Is(id));")]
    [InlineData("FHT1110", DiagnosticSeverity.Warning, "_ = mercy.Patient.Search(q => q.Gender.Is(\"male\").Count({|FHT1110:101|}));")]
    [InlineData("FHT1111", DiagnosticSeverity.Warning, "_ = mercy.Patient.{|FHT1111:Search|}(q => q.Count(10));")]
    [InlineData("FHT1201", DiagnosticSeverity.Error, "_ = mercy.Patient.Search(q => q.Identifier.Is({|FHT1201:\"12345\"|}));")]
    [InlineData("FHT1205", DiagnosticSeverity.Error, "_ = mercy.Patient.Search(q => q.Gender.Is({|FHT1205:\"\"|}));")]
    [InlineData("FHT1004", DiagnosticSeverity.Error, "_ = mercy.Patient.Search(q => q.Family.{|FHT1004:Contains|}(id));")]
    [InlineData("FHT1005", DiagnosticSeverity.Error, "_ = oracle.Observation.Search(q => q.Patient.Is(id).Date.{|FHT1005:Approximately|}(day));")]
    [InlineData("FHT1007", DiagnosticSeverity.Error, "_ = mercy.Patient.Search(q => q.Gender.Is(\"male\").RevInclude((Mercy.ObservationQuery x) => x.{|FHT1007:Subject|}));")]
    [InlineData("FHT1007", DiagnosticSeverity.Warning, "_ = mercy.Encounter.Search(q => q.Status.Is(\"finished\").Include(x => x.{|FHT1007:Patient|}));")]
    [InlineData("FHT1009", DiagnosticSeverity.Warning, "_ = mercy.Patient.Search(q => q.{|FHT1009:Has|}<Mercy.ObservationQuery>(x => x.Patient, o => o.Code.Is(\"s\", \"c\")));")]
    [InlineData("FHT1012", DiagnosticSeverity.Info, "_ = mercy.Patient.Search(q => q.Gender.Is(\"male\").{|FHT1012:Summary|}(SummaryMode.Data));")]
    [InlineData("FHT1013", DiagnosticSeverity.Warning, "_ = FhirPlatform.Create<{|FHT1013:UsCore|}>(new System.Net.Http.HttpClient());")]
    public async Task EditorConfig_StandsAboveTheVerdict(string id, DiagnosticSeverity severity, string body)
    {
        Assert.Equal(severity, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body)).Severity);
        Assert.Equal(DiagnosticSeverity.Hidden, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Hidden))).Severity);
    }

    [Fact]
    public async Task Message_NeverRepeatsTheValue()
    {
        var found = await AnalyzerRun.VerifyBodyAsync("_ = mercy.Observation.Search(q => q.Patient.Is(id).Category.Is({|FHT1105:\"smith-1970\"|}));");

        Assert.Equal("Mercy accepts only laboratory, vital-signs for 'category' of Observation (manual, page 6).", Assert.Single(found).GetMessage());
    }
}
