using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Configuration;

/// <summary>FHT1305.</summary>
public sealed class SandboxAddressTests
{
    private const string Epic = "https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4";

    [Theory]
    [InlineData("new FhirPlatformOptions { BaseUrl = new Uri({|FHT1305:\"$epic$\"|}) }")]
    [InlineData("new FhirPlatformOptions { BaseUrl = new({|FHT1305:\"$epic$/\"|}) }")]
    [InlineData("new ServiceCollection().AddFhirPlatform<Epic>(o => o.BaseUrl = new Uri({|FHT1305:\"$epic$\"|}))")]
    [InlineData("new FhirPlatformOptions { BaseUrl = flag ? new Uri({|FHT1305:\"$epic$\"|}) : null }")]
    [InlineData("new FhirPlatformOptions { BaseUrl = IsDevelopment() ? new Uri(\"$epic$\") : null }")]
    [InlineData("new FhirPlatformOptions { BaseUrl = new Uri(\"https://fhir.mercy.example/r4\") }")]
    [InlineData("new FhirPlatformOptions { BaseUrl = new Uri(id) }")]
    [InlineData("new Uri(\"$epic$\")")]
    public Task SandboxAddress_InSource(string expression) => AnalyzerRun.VerifyAsync($$"""
        public static class Program
        {
            public static object Run(string id, bool flag) => {{expression.Replace("$epic$", Epic, StringComparison.Ordinal)}};

            private static bool IsDevelopment() => true;
        }
        """);

    [Fact]
    public Task SandboxAddress_BehindTheEnvironment_IsFine() => AnalyzerRun.VerifyAsync($$"""
        public static class Program
        {
            public static void Run(FhirPlatformOptions options, bool isProduction)
            {
                if (IsEnvironment("Development"))
                {
                    options.BaseUrl = new Uri("{{Epic}}");
                }

                if (isProduction)
                {
                    options.BaseUrl = new Uri({|FHT1305:"{{Epic}}"|});
                }
            }

            private static bool IsEnvironment(string name) => name.Length > 0;
        }
        """);

    [Theory]
    [InlineData("appsettings.json", "{ \"Epic\": { \"BaseUrl\": {|FHT1305:\"$epic$\"|} } }")]
    [InlineData("appsettings.Production.json", "{ \"Epic\": { \"BaseUrl\": {|FHT1305:\"$epic$/\"|} } }")]
    [InlineData("appsettings.Development.json", "{ \"Epic\": { \"BaseUrl\": \"$epic$\" } }")]
    [InlineData("appsettings.Sandbox.json", "{ \"Epic\": { \"BaseUrl\": \"$epic$\" } }")]
    [InlineData("own.platform.json", "{ \"extends\": \"epic\", \"sandbox_url\": \"$epic$\" }")]
    [InlineData("appsettings.json", "{ \"Epic\": { \"BaseUrl\": \"https://fhir.mercy.example/r4\", \"Site\": \"https://fhir.epic.com\" } }")]
    public Task SandboxAddress_InJson(string path, string text) =>
        AnalyzerRun.VerifyFileAsync("/acme/" + path, text.Replace("$epic$", Epic, StringComparison.Ordinal));

    [Theory]
    [InlineData("FHT1305")]
    public async Task EditorConfig_StandsAboveTheDefault_AndTheMessageNamesThePlatform(string id)
    {
        const string Body = "_ = new FhirPlatformOptions { BaseUrl = new Uri({|FHT1305:\"" + Epic + "\"|}) };";

        var found = Assert.Single(await AnalyzerRun.VerifyBodyAsync(Body));
        Assert.Equal(DiagnosticSeverity.Warning, found.Severity);
        Assert.StartsWith("This is the public sandbox of Epic,", found.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(DiagnosticSeverity.Hidden, Assert.Single(await AnalyzerRun.VerifyBodyAsync(Body, (id, ReportDiagnostic.Hidden))).Severity);
    }
}
