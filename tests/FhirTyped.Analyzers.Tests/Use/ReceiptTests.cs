using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Use;

/// <summary>FHT1507.</summary>
public sealed class ReceiptTests
{
    [Theory]
    [InlineData("_ = new FhirPlatformOptions { DroppedFilters = DroppedFilterHandling.{|FHT1507:Allow|} };")]
    [InlineData("new ServiceCollection().AddFhirPlatform<Mercy>(o => o.DroppedFilters = DroppedFilterHandling.{|FHT1507:Allow|});")]
    [InlineData("_ = new FhirPlatformOptions { DroppedFilters = DroppedFilterHandling.{|FHT1507:Allow|} }; Console.WriteLine((await mercy.Condition.Search(q => q.Patient.Is(id)).FirstPageAsync()).Outcomes.Count);")]
    [InlineData("_ = new FhirPlatformOptions { DroppedFilters = DroppedFilterHandling.Allow }; Console.WriteLine((await mercy.Condition.Search(q => q.Patient.Is(id)).FirstPageAsync()).Receipt.Status);")]
    [InlineData("_ = new FhirPlatformOptions { DroppedFilters = DroppedFilterHandling.Throw };")]
    [InlineData("_ = new FhirPlatformOptions().DroppedFilters == DroppedFilterHandling.Allow;")]
    public Task Receipt(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Fact]
    public Task Receipt_MayBeReadAnywhereInTheProject() => AnalyzerRun.VerifyAsync("""
        public static class Setup
        {
            public static void Add(IServiceCollection services) => services.AddFhirPlatform<Mercy>(o => o.DroppedFilters = DroppedFilterHandling.Allow);
        }

        public static class Check
        {
            public static bool IsComplete(FhirSearchPage<Patient> page) => page.Receipt is { Status: SearchReceiptStatus.Verified };
        }
        """);

    [Theory]
    [InlineData("FHT1507", "_ = new FhirPlatformOptions { DroppedFilters = DroppedFilterHandling.{|FHT1507:Allow|} };")]
    public async Task EditorConfig_ChangesTheSeverity(string id, string body)
    {
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body)).Severity);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Error))).Severity);
    }
}
