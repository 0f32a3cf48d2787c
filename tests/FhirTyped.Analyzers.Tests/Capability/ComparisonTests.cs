using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Capability;

/// <summary>FHT1212: a comparison that the parameter's type does not have, beside the compiler's error.</summary>
public sealed class ComparisonTests
{
    [Theory]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.{|FHT1212:Is|}(\"Smith\"));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.{|FHT1212:Is|}(\"a\", \"b\"));")] // CodingExtensions.Is is in scope
    [InlineData("_ = mercy.Patient.Search(q => q.Gender.Is(\"male\").Family.{|FHT1212:Eq|}(\"Smith\"));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Gender.{|FHT1212:StartsWith|}(\"m\"));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Birthdate.{|FHT1212:GreaterThan|}(day));")]
    [InlineData("_ = mercy.Patient.Search(q => { var family = q.Family; family.{|FHT1212:Like|}(\"S\"); });")]
    [InlineData("_ = mercy.Patient.Search(q => _ = q.Family.{|FHT1212:Length|} > 1);")]
    [InlineData("_ = hospital.Patient.Search(q => q.Family.{|FHT1212:Is|}(\"Smith\"));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(\"Smith\"));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.StartsWith(42));")]
    [InlineData("_ = mercy.Patient.Search(q => q.Family.{|FHT1212:Frobnicate|}(\"S\"));")]
    [InlineData("_ = id.Is(\"Smith\");")]
    public Task ComparisonThatTheParameterLacks_IsReportedAtItsName(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("FHT1212", "_ = mercy.Patient.Search(q => q.Family.{|FHT1212:Is|}(\"S\"));")]
    public async Task EditorConfig_SetsTheSeverity(string id, string body)
    {
        var found = await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Warn));

        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }
}
