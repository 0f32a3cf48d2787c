using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Values;

/// <summary>FHT1211: values that nothing can have, in every way in which a search is written.</summary>
public sealed class ImpossibleValueTests
{
    [Theory]
    [InlineData("Gender.Is({|FHT1211:\"F\"|})")]
    [InlineData("Gender.Is({|FHT1211:\"Male\"|})")]
    [InlineData("Gender.Not({|FHT1211:\"F\"|})")]
    [InlineData("Gender.AnyOf({|FHT1211:\"F\"|}, \"male\", {|FHT1211:\"X\"|})")]
    [InlineData("Gender.Is(\"http://hl7.org/fhir/observation-status\", {|FHT1211:\"male\"|})")]
    [InlineData("Gender.Is(\"https://loinc.org\", {|FHT1211:\"male\"|})")] // not FHT1202 as well
    [InlineData("Gender.Is({|FHT1211:\"http://hl7.org/fhir/administrative-gender|male\"|})")] // one text is one code
    [InlineData("Gender.Is({|FHT1211:ObservationStatus.Final|})")]
    [InlineData("Birthdate.On(2025, 2, {|FHT1211:30|})")]
    [InlineData("Birthdate.OnOrAfter(2025, 13, {|FHT1211:45|})")]
    [InlineData("Birthdate.On(new DateOnly(2025, 2, 30))", "{|FHT1211:new DateOnly(2025, 2, 30)|}")]
    [InlineData("Where(\"gender\", {|FHT1211:\"F\"|})")]
    [InlineData("Gender.Is(\"female\")")]
    [InlineData("Gender.Is(AdministrativeGender.Female)")]
    [InlineData("Gender.Is(\"http://hl7.org/fhir/administrative-gender\", \"male\")")]
    [InlineData("Gender.Is(\"http://hl7.org/fhir/administrative-gender\", id)")]
    [InlineData("Gender.Is(id)")]
    [InlineData("Gender.Missing()")]
    [InlineData("Gender.InSystem(\"http://hl7.org/fhir/administrative-gender\")")]
    [InlineData("Birthdate.On(2024, 2, 29)")]
    [InlineData("Birthdate.OnOrAfter(day)")]
    [InlineData("Family.StartsWith(\"F\")")]
    public Task Typed(string chain, string? marked = null) => AnalyzerRun.VerifyBodyAsync(
        "_ = mercy.Patient.Search(q => q." + (marked is null ? chain : chain.Replace("new DateOnly(2025, 2, 30)", marked, StringComparison.Ordinal)) + ");");

    [Theory]
    [InlineData("gender={|FHT1211:F|}")]
    [InlineData("gender=male,{|FHT1211:femal|}&birthdate=ge{day}")]
    [InlineData("gender:not={|FHT1211:F|}")]
    [InlineData("gender={|FHT1211:http://loinc.org|male|}")]
    [InlineData("gender={|FHT1211:http://hl7.org/fhir/administrative-gender|F|}")]
    [InlineData("birthdate={|FHT1211:2025-13-45|}")]
    [InlineData("birthdate={|FHT1211:ge2025-02-30|}&birthdate=le{day}")]
    [InlineData("birthdate={|FHT1211:ge2025-13|}&birthdate=le2025-01-01")] // not FHT1107 as well
    [InlineData("birthdate={|FHT1211:1/31/2025|}")]
    [InlineData("gender=female")]
    [InlineData("gender={id}")]
    [InlineData("gender={id},male")]
    [InlineData("gender:missing=true")]
    [InlineData("gender=|male")]
    [InlineData("birthdate=2025-01-31")]
    [InlineData("birthdate=2025-{id}-45")]
    [InlineData("birthdate=ge1970&birthdate=lt1980-06")]
    [InlineData("{|FHT1005:birthdate|}=yesterday")]
    [InlineData("family:exact=2025-13-45")]
    public Task Literal(string query) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Patient.Search($\"" + query + "\");");

    [Theory]
    [InlineData("_ = mercy.Encounter.Search(q => q.Patient.Is(id).Status.Is({|FHT1211:\"done\"|}));")]
    [InlineData("\n#pragma warning disable FHT1009\n_ = mercy.Observation.Search(q => q.Code.Is(\"s\", \"c\").Patient.Patient(p => p.Gender.Is({|FHT1211:\"F\"|})));")]
    [InlineData("void Narrow(Mercy.PatientQuery query) => query.Gender.Is(\"F\"); _ = mercy.Patient.Search(q => {|FHT1211:Narrow|}(q));")]
    [InlineData("_ = ((IFhirPlatformClient)mercy).Search(\"Patient?gender={|FHT1211:F|}\");")]
    [InlineData("await new System.Net.Http.HttpClient().GetAsync(\"https://fhir.mercy.example/r4/Patient?gender={|FHT1211:F|}&birthdate={|FHT1211:2025-13-45|}\");")]
    [InlineData("await new System.Net.Http.HttpClient().GetAsync(\"https://fhir.mercy.example/r4/Patient?gender=female\");")]
    [InlineData("await new System.Net.Http.HttpClient().GetAsync(\"https://somewhere.example/r4/Patient?gender=F\");")]
    [InlineData("_ = mercy.Encounter.Search(q => q.Patient.Is(id).Status.Is(\"finished\"));")]
    public Task Elsewhere(string body) => AnalyzerRun.VerifyBodyAsync(body);

    /// <summary>Where a rule says what the platform takes, it is known to refuse all else.</summary>
    [Theory]
    [InlineData("Gender.Is({|FHT1211:\"F\"|})")]
    [InlineData("LegalSex.Is({|FHT1105:\"nobody\"|})")]
    public async Task ValueThatARuleRefuses_IsAnError(string chain) => Assert.Equal(
        DiagnosticSeverity.Error, Assert.Single(await AnalyzerRun.VerifyBodyAsync("_ = epic.Patient.Search(q => q.Family.StartsWith(\"S\")." + chain + ");")).Severity);

    [Theory]
    [InlineData("FHT1211", "_ = mercy.Patient.Search(q => q.Gender.Is({|FHT1211:\"F\"|}));")]
    public async Task EditorConfig_StandsAboveTheDefault(string id, string body)
    {
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body)).Severity);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Error))).Severity);
    }
}
