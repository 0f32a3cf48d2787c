using FhirTyped.Analyzers.Tests.Harness;
using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Analyzers.Tests.Drift;

/// <summary>FHT1701.</summary>
public sealed class ReviewTests
{
    private const string Source = "public static class Setup { public static void Add(IServiceCollection services) => services.AddFhirPlatform<MercyClinic>(); }";

    [Theory]
    [InlineData("2026-06-29", false)]
    [InlineData("2026-06-30", false)]
    [InlineData("2026-07-01", true)]
    [InlineData("2027-01-01", true)]
    [InlineData(null, true)]
    public async Task Platform_IsDue_AfterItsDay(string? today, bool isDue)
    {
        var options = today is null ? [] : new Dictionary<string, string> { ["FhirTypedToday"] = today };
        var found = await AnalyzerRun.Compile(AnalyzerRun.Usings + Source)
            .WithAnalyzers(AnalyzerRun.Analyzers, new AnalyzerOptions([], new InMemoryOptions(options))).GetAnalyzerDiagnosticsAsync();

        Assert.Equal(isDue ? ["FHT1701"] : [], found.Select(static diagnostic => diagnostic.Id));
        Assert.All(found, static diagnostic => Assert.StartsWith("The facts about Mercy Clinic want to be looked at again after 2026-06-30:", diagnostic.GetMessage(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("new ServiceCollection().AddFhirPlatform<{|FHT1701:MercyClinic|}>();")]
    [InlineData("_ = FhirPlatform.Create<{|FHT1701:MercyClinic|}>(new System.Net.Http.HttpClient());")]
    [InlineData("new ServiceCollection().AddFhirPlatform<{|FHT1701:MercyClinic|}>(o => o.MaximumPages = 5);")]
    [InlineData("new ServiceCollection().AddFhirPlatform<Mercy>();")]
    [InlineData("_ = FhirPlatform.Create<Mercy>(new System.Net.Http.HttpClient());")]
    [InlineData("_ = clinic.Patient;")]
    public Task Platform_IsReportedWhereItIsTakenUp(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("FHT1701", "new ServiceCollection().AddFhirPlatform<{|FHT1701:MercyClinic|}>();")]
    public async Task EditorConfig_ChangesTheSeverity(string id, string body)
    {
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body)).Severity);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Error))).Severity);
    }
}
