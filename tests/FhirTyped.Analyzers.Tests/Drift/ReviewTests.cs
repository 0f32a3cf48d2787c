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
    [InlineData("_ = FhirPlatform.Create<Mercy>(new System.Net.Http.HttpClient());")]
    [InlineData("_ = clinic.Patient;")]
    public Task Platform_IsReportedWhereItIsTakenUp(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Fact]
    public async Task Severity_IsWarning_UntilTheUserSetsAnother()
    {
        const string Body = "new ServiceCollection().AddFhirPlatform<{|FHT1701:MercyClinic|}>();";

        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(await AnalyzerRun.VerifyBodyAsync(Body)).Severity);
        Assert.Equal(DiagnosticSeverity.Hidden, Assert.Single(await AnalyzerRun.VerifyBodyAsync(Body, ("FHT1701", ReportDiagnostic.Hidden))).Severity);
    }
}
