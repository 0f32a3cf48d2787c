using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Use;

/// <summary>FHT1508.</summary>
public sealed class TotalTests
{
    [Theory]
    [InlineData("for (var i = 0; i < page.{|FHT1508:Total|}; i++) { }")]
    [InlineData("for (var i = 0; i < (page.{|FHT1508:Total|} ?? 0); i++) { }")]
    [InlineData("for (var i = 0; i < page.{|FHT1508:Total|}!.Value; i++) { }")]
    [InlineData("while (seen.Count < page.{|FHT1508:Total|} && seen.Count < 100) { seen.Add(new()); }")]
    [InlineData("var all = new Condition[page.{|FHT1508:Total|} ?? 0];")]
    [InlineData("var all = new Condition[bundle.{|FHT1508:Total|}.GetValueOrDefault()];")]
    [InlineData("var pages = (page.{|FHT1508:Total|} + 49) / 50; for (var i = 0; i < pages; i++) { }")]
    [InlineData("foreach (var i in Enumerable.Range(0, page.{|FHT1508:Total|} ?? 0)) { }")]
    [InlineData("var count = page.{|FHT1508:Total|} ?? 0;")]
    [InlineData("int resultCount = (int)bundle.{|FHT1508:Total|}!;")]
    [InlineData("if (page.{|FHT1508:Total|} is int total) { var all = new Condition[total]; }")]
    [InlineData("if (page.{|FHT1508:Total|} is { } total) { for (var i = 0; i < total; i++) { } }")]
    [InlineData("Console.WriteLine(page.Total);")]
    [InlineData("var total = page.Total; Console.WriteLine($\"about {total}\");")]
    [InlineData("if (page.Total is null) { return; }")]
    [InlineData("if (page.Total > 1000) { return; }")]
    [InlineData("if (page.Total is { } total) { Console.WriteLine(total); }")]
    [InlineData("var all = new List<Condition>(page.AllIncluded.Count);")]
    [InlineData("for (var i = 0; i < page.AllIncluded.Count; i++) { }")]
    [InlineData("var count = new { Total = 3 }.Total;")]
    [InlineData("bundle.Total = 5;")]
    public Task Total(string body) => AnalyzerRun.VerifyBodyAsync(
        "var page = await mercy.Condition.Search(q => q.Patient.Is(id)).FirstPageAsync(); var bundle = page.Bundle; var seen = new List<Condition>(); " + body);

    [Fact]
    public Task Total_AsTheResultOfWhatIsCalledACount() => AnalyzerRun.VerifyAsync("""
        public sealed class Clinic(Mercy mercy)
        {
            public int Count { get; private set; }

            public async Task<int> PatientCountAsync() => (await mercy.Patient.Search(q => q.All()).FirstPageAsync()).{|FHT1508:Total|} ?? 0;

            public static int? CountOf(Bundle bundle) => bundle.Total;

            public static int? EntryCount(Bundle bundle) => bundle.{|FHT1508:Total|};

            public void Keep(Bundle bundle) => Count = bundle.{|FHT1508:Total|} ?? 0;
        }
        """);

    [Theory]
    [InlineData("FHT1508", "var count = (await mercy.Condition.Search(q => q.Patient.Is(id)).FirstPageAsync()).{|FHT1508:Total|};")]
    public async Task EditorConfig_ChangesTheSeverity(string id, string body)
    {
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body)).Severity);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Error))).Severity);
    }
}
