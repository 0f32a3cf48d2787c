using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Privacy;

/// <summary>FHT1601 to FHT1603.</summary>
public sealed class PrivacyTests
{
    [Theory]
    [InlineData("logger.LogInformation(\"Read {Patient}\", {|FHT1601:patient|});")]
    [InlineData("logger.LogInformation(\"Born {Date}\", {|FHT1601:patient.BirthDate|});")]
    [InlineData("logger.LogWarning($\"Read {{|FHT1601:patient.BirthDate|}}\");")]
    [InlineData("logger.LogWarning(\"Read \" + {|FHT1601:patient.Name[0].Family|});")]
    [InlineData("logger.LogError(\"Read {Id}\", {|FHT1601:patient.Id|});")]
    [InlineData("System.Diagnostics.Debug.WriteLine({|FHT1601:patient|});")]
    [InlineData("System.Diagnostics.Trace.TraceError({|FHT1601:patient.BirthDate|}.ToString());")]
    [InlineData("Console.WriteLine(patient);")]
    [InlineData("logger.LogInformation(\"Read {Type}\", patient.TypeName);")]
    [InlineData("logger.LogInformation(\"Names: {Count}\", patient.Name.Count);")]
    [InlineData("logger.LogInformation(\"Version {Version}\", patient.Meta?.VersionId);")]
    [InlineData("logger.LogInformation(\"Done {Id}\", id);")]
    [InlineData("Console.WriteLine(new OperationOutcome());")]
    [InlineData("_ = string.Format(\"{0}\", patient.BirthDate);")]
    public Task Logged(string body) => AnalyzerRun.VerifyAsync(InMethod(body));

    [Theory]
    [InlineData("throw new InvalidOperationException(\"No \" + {|FHT1603:patient.BirthDate|});")]
    [InlineData("throw new ArgumentException($\"Bad {{|FHT1603:patient.Id|}}\", nameof(patient));")]
    [InlineData("System.Diagnostics.Activity.Current?.SetTag(\"patient\", {|FHT1603:patient.Id|});")]
    [InlineData("System.Diagnostics.Activity.Current?.AddTag(\"type\", patient.TypeName);")]
    [InlineData("throw new InvalidOperationException(\"No \" + patient.TypeName);")]
    [InlineData("throw new InvalidOperationException(id);")]
    public Task Leaked(string body) => AnalyzerRun.VerifyAsync(InMethod(body));

    [Theory]
    [InlineData("await foreach (var p in epic.Patient.Search(q => q.{|FHT1602:Identifier|}.Is(\"urn:mrn\", id))) { }")]
    [InlineData("_ = await epic.Patient.Search(q => q.Family.StartsWith(id).{|FHT1602:Identifier|}.Is(\"urn:mrn\", id)).CountAsync();")]
    [InlineData("_ = await epic.Patient.Search(q => q.Id.Is(id)).CountAsync();")]
    [InlineData("_ = await epic.Patient.Search(q => q.{|FHT1602:Identifier|}.Is(\"urn:mrn\", id)).FirstOrDefaultAsync();")]
    [InlineData("await foreach (var p in epic.Patient.Search(q => q.Identifier.Is(\"urn:mrn\", id)).ViaPost()) { }")]
    [InlineData("_ = await mercy.Patient.Search(q => q.Identifier.Is(\"urn:mrn\", id)).FirstOrDefaultAsync();")]
    [InlineData("var search = epic.Patient.Search(q => q.Identifier.Is(\"urn:mrn\", id)); _ = await search.ViaPost().CountAsync();")]
    [InlineData("_ = await epic.Patient.Search(q => q.Family.StartsWith(id)).FirstOrDefaultAsync();")]
    public Task IdentifierByGet(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("FHT1601", "System.Diagnostics.Debug.WriteLine({|FHT1601:patient|});")]
    [InlineData("FHT1602", "_ = await epic.Patient.Search(q => q.{|FHT1602:Identifier|}.Is(\"urn:mrn\", id)).FirstOrDefaultAsync();")]
    [InlineData("FHT1603", "throw new InvalidOperationException(\"No \" + {|FHT1603:patient.BirthDate|});")]
    public async Task EditorConfig_StandsAboveTheDefault(string id, string body)
    {
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body)).Severity);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Error))).Severity);
    }

    private static string InMethod(string body) =>
        "public sealed class Clinic(ILogger logger) { public void Run(Patient patient, string id) { " + body + " } }";
}
