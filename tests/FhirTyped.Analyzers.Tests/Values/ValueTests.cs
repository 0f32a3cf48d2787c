using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Values;

/// <summary>FHT1201 to FHT1204.</summary>
public sealed class ValueTests
{
    [Theory]
    [InlineData("Code.Is({|FHT1201:\"718-7\"|})")]
    [InlineData("Code.Not({|FHT1201:\"718-7\"|})")]
    [InlineData("Code.Is(\"http://loinc.org\", \"718-7\")")]
    [InlineData("Code.Is(id)")]
    [InlineData("Category.Is(\"laboratory\").Code.Is(id)")]
    public Task TokenWithoutSystem(string chain) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Observation.Search(q => q.Patient.Is(id)." + chain + ".Category.Is(\"laboratory\"));");

    [Theory]
    [InlineData("\"http://loinc.org\", {|FHT1202:\"718-8\"|}")]
    [InlineData("\"http://loinc.org\", {|FHT1202:\"7187\"|}")]
    [InlineData("\"http://loinc.org\", {|FHT1202:\"hemoglobin\"|}")]
    [InlineData("{|FHT1202:\"https://loinc.org\"|}, \"718-7\"")]
    [InlineData("{|FHT1202:\"http://loinc.org/\"|}, \"718-7\"")]
    [InlineData("{|FHT1202:\"LOINC\"|}, \"718-7\"")]
    [InlineData("{|FHT1202:\"urn:oid:2.16.840.1.113883.6.96\"|}, \"22298006\"")]
    [InlineData("\"http://loinc.org\", \"718-7\"")]
    [InlineData("\"http://loinc.org\", \"4548-4\"")]
    [InlineData("\"http://loinc.org\", \"85354-9\"")]
    [InlineData("\"http://loinc.org\", \"8867-4\"")]
    [InlineData("\"http://loinc.org\", \"LP14449-0\"")]
    [InlineData("\"http://loinc.org\", id")]
    [InlineData("\"http://snomed.info/sct\", \"22298006\"")]
    [InlineData("\"urn:acme\", \"anything\"")]
    public Task SystemAndCode(string arguments) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Observation.Search(q => q.Patient.Is(id).Code.Is(" + arguments + "));");

    [Theory]
    [InlineData("{|FHT1203:DateTime.Now|}")]
    [InlineData("{|FHT1203:DateTime.Today|}")]
    [InlineData("{|FHT1203:DateTime.Now.AddDays(-7)|}")]
    [InlineData("{|FHT1203:new DateTime(2025, 1, 1)|}")]
    [InlineData("{|FHT1203:new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Local)|}")]
    [InlineData("DateTime.UtcNow")]
    [InlineData("DateTime.UtcNow.AddDays(-7)")]
    [InlineData("new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc)")]
    [InlineData("DateTime.Now.ToUniversalTime()")]
    [InlineData("DateTimeOffset.Now")]
    [InlineData("DateOnly.FromDateTime(DateTime.Today)")]
    [InlineData("day")]
    public Task LocalTime(string value) => AnalyzerRun.VerifyBodyAsync("_ = mercy.Condition.Search(q => q.Patient.Is(id).OnsetDate.OnOrAfter(" + value + "));");

    [Theory]
    [InlineData("Subject.Is({|FHT1204:\"123\"|})")]
    [InlineData("Subject.Is({|FHT1204:\"abc-123\"|})")]
    [InlineData("Patient.Is(\"abc-123\")")]
    [InlineData("Subject.Is(\"Patient/123\")")]
    [InlineData("Subject.Is(\"Patient\", \"123\")")]
    [InlineData("Subject.Is(\"https://fhir.mercy.example/r4/Patient/123\")")]
    [InlineData("Subject.Is(id)")]
    [InlineData("Subject.Is(patient)")]
    public Task UntypedReference(string chain) => AnalyzerRun.VerifyBodyAsync("_ = epic.Condition.Search(q => q." + chain + ");");

    [Theory]
    [InlineData("_ = epic.Condition.Search(q => q.Patient.Is(\"123\"));")]
    [InlineData("_ = mercy.Encounter.Search(q => q.Patient.Is(\"123\").Status.Is(\"finished\"));")]
    public Task ReferenceToOneTypeOnly_NeedsNoType(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("FHT1201", "_ = mercy.Condition.Search(q => q.Category.Is(\"infection\").Code.Is({|FHT1201:\"718-7\"|}));")]
    [InlineData("FHT1202", "_ = mercy.Condition.Search(q => q.Category.Is(\"infection\").Code.Is(\"http://loinc.org\", {|FHT1202:\"718-8\"|}));")]
    [InlineData("FHT1203", "_ = mercy.Condition.Search(q => q.OnsetDate.On({|FHT1203:DateTime.Today|}));")]
    [InlineData("FHT1204", "_ = epic.Condition.Search(q => q.Subject.Is({|FHT1204:\"123\"|}));")]
    public async Task EditorConfig_StandsAboveTheDefault(string id, string body)
    {
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body)).Severity);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Error))).Severity);
    }
}
