using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Configuration;

/// <summary>FHT1301, FHT1302 and FHT1304.</summary>
public sealed class ScopeTests
{
    [Theory]
    [InlineData("await clinic.Patient.ReadAsync(id);")]
    [InlineData("await clinic.Patient.{|FHT1301:UpdateAsync|}(patient);")]
    [InlineData("await clinic.Patient.{|FHT1301:ModifyAsync|}(id, p => p.Active = true);")]
    [InlineData("await clinic.Observation.{|FHT1301:CreateAsync|}(new Observation());")]
    [InlineData("await clinic.Encounter.{|FHT1301:ReadAsync|}(id);")]
    [InlineData("await clinic.Encounter.{|FHT1301:TryReadAsync|}(id);")]
    [InlineData("_ = clinic.Encounter.{|FHT1301:Search|}(q => q.Status.Is(\"finished\"));")]
    [InlineData("_ = clinic.Encounter.{|FHT1301:Search|}($\"status=finished\");")]
    [InlineData("_ = clinic.Condition.Search(q => q.Patient.Is(id));")]
    [InlineData("_ = clinic.Patient.Search(q => q.Family.StartsWith(id));")]
    [InlineData("await mercy.Encounter.ReadAsync(id);")]
    [InlineData("_ = oracle.Encounter.Search(q => q.Patient.Is(id));")]
    public Task CallThatNoScopeCovers(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("_ = clinic.Patient.Search(q => q.Family.StartsWith(id).RevInclude((MercyClinic.ProvenanceQuery x) => x.{|FHT1302:Target|}));")]
    [InlineData("_ = clinic.Patient.Search(q => q.Family.StartsWith(id).Where(\"_revinclude\", {|FHT1302:\"Provenance:target\"|}));")]
    [InlineData("_ = clinic.Patient.Search(q => q.Family.StartsWith(id).Include(x => x.GeneralPractitioner));")]
    [InlineData("_ = clinic.Patient.Search(q => q.Family.StartsWith(id));")]
    [InlineData("_ = oracle.Patient.Search(q => q.Family.StartsWith(id).RevInclude((OracleHealth.ProvenanceQuery x) => x.Target));")]
    public Task IncludeThatNeedsAScope(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("await foreach (var p in clinic.Patient.{|FHT1304:Search|}(q => q.All())) { }")]
    [InlineData("_ = await clinic.Patient.{|FHT1304:Search|}(q => q.All()).ToListAsync(1_000_000);")]
    [InlineData("while (true) { await clinic.Patient.{|FHT1304:ReadAsync|}(id); }")]
    [InlineData("var stop = CancellationToken.None; while (!stop.IsCancellationRequested) { await clinic.Patient.{|FHT1304:ReadAsync|}(id, stop); }")]
    [InlineData("var timer = new PeriodicTimer(TimeSpan.FromHours(1)); while (await timer.WaitForNextTickAsync()) { await clinic.Patient.{|FHT1304:ReadAsync|}(id); }")]
    [InlineData("_ = await clinic.Patient.Search(q => q.All()).FirstPageAsync();")]
    [InlineData("await foreach (var p in clinic.Patient.Search(q => q.Family.StartsWith(id))) { }")]
    [InlineData("while (flag) { await clinic.Patient.ReadAsync(id); }")]
    [InlineData("while (true) { Func<Task> later = () => clinic.Patient.ReadAsync(id); }")]
    [InlineData("while (true) { await mercy.Patient.ReadAsync(id); }")]
    [InlineData("await foreach (var p in mercy.Patient.Search(q => q.All())) { }")]
    public Task LongJob(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Fact]
    public Task BackgroundService_IsALongJob() => AnalyzerRun.VerifyAsync("""
        public sealed class Sync(MercyClinic clinic, Mercy mercy) : Microsoft.Extensions.Hosting.BackgroundService
        {
            public async Task Run(string id)
            {
                await clinic.Patient.{|FHT1304:ReadAsync|}(id);
                await mercy.Patient.ReadAsync(id);
            }
        }

        namespace Microsoft.Extensions.Hosting
        {
            public abstract class BackgroundService;
        }
        """);

    [Theory]
    [InlineData("await clinic.Encounter.{|FHT1301:ReadAsync|}(id);",
        "No scope that is asked of Mercy Clinic covers read on Encounter: add user/Encounter.r (client.scopes of the platform file).")]
    [InlineData("_ = clinic.Patient.Search(q => q.Family.StartsWith(id).RevInclude((MercyClinic.ProvenanceQuery x) => x.{|FHT1302:Target|}));",
        "Mercy Clinic gives what _revinclude=Provenance:target names only to a client with the scope Provenance.read (manual, page 15).")]
    [InlineData("while (true) { await clinic.Patient.{|FHT1304:ReadAsync|}(id); }",
        "This can outlast the access token, which lives 600 seconds, and Mercy Clinic is not asked for a refresh token: add offline_access, or use a backend service with system/ scopes (client.scopes of the platform file).")]
    public async Task Message_SaysWhatToAdd(string body, string expected) =>
        Assert.Equal(expected, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body)).GetMessage());

    [Theory]
    [InlineData("FHT1301", DiagnosticSeverity.Warning, "await clinic.Encounter.{|FHT1301:ReadAsync|}(id);")]
    [InlineData("FHT1302", DiagnosticSeverity.Warning, "_ = clinic.Patient.Search(q => q.Family.StartsWith(id).RevInclude((MercyClinic.ProvenanceQuery x) => x.{|FHT1302:Target|}));")]
    [InlineData("FHT1304", DiagnosticSeverity.Info, "while (true) { await clinic.Patient.{|FHT1304:ReadAsync|}(id); }")]
    public async Task EditorConfig_ChangesTheSeverity(string id, DiagnosticSeverity severity, string body)
    {
        Assert.Equal(severity, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body)).Severity);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Error))).Severity);
    }
}
