using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Configuration;

/// <summary>FHT1306 for names that say what their value is, and in JSON.</summary>
public sealed class SecretTests
{
    [Theory]
    [InlineData("new Options { ClientSecret = {|FHT1306:\"q8Zr2Lm0Xv\"|} }")]
    [InlineData("new Options { ClientSecret = {|FHT1306:Constant|} }")]
    [InlineData("new Options { Password = {|FHT1306:\"q8Zr2Lm0Xv\"|} }")]
    [InlineData("new Dictionary<string, string> { [\"client_secret\"] = {|FHT1306:\"q8Zr2Lm0Xv\"|} }")]
    [InlineData("new Dictionary<string, string> { { \"client_secret\", {|FHT1306:\"q8Zr2Lm0Xv\"|} } }")]
    [InlineData("KeyValuePair.Create(\"client_secret\", \"q8Zr2Lm0Xv\".Trim())")]
    [InlineData("new KeyValuePair<string, string>(\"client_secret\", {|FHT1306:\"q8Zr2Lm0Xv\"|})")]
    [InlineData("Options.Of(\"id\", {|FHT1306:\"q8Zr2Lm0Xv\"|})")]
    [InlineData("new Options { ClientSecret = Environment.GetEnvironmentVariable(\"EPIC\") }")]
    [InlineData("new Options { ClientSecret = \"\" }")]
    [InlineData("new Options { ClientSecret = \"<from the key store>\" }")]
    [InlineData("new Options { ClientSecret = \"${EPIC_SECRET}\" }")]
    [InlineData("new Options { ClientSecret = \"change-me\" }")]
    [InlineData("new Options { ClientSecret = \"xxxxxxxx\" }")]
    [InlineData("new Options { ClientSecret = \"test-q8Zr2Lm0Xv\" }")]
    [InlineData("new Options { ClientId = \"q8Zr2Lm0Xv\" }")]
    [InlineData("new Options { PrivateKey = \"keys/epic.pem\" }")]
    [InlineData("new Options { PrivateKey = {|FHT1306:\"MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMIGHAgEAMBMGByqGSM49\"|} }")]
    [InlineData("new Dictionary<string, string> { [\"grant_type\"] = \"client_credentials\" }")]
    public Task Secret_InSource(string expression) => AnalyzerRun.VerifyAsync($$"""
        public sealed class Options
        {
            public string? ClientId { get; set; }

            public string? ClientSecret { get; set; }

            public string? Password { get; set; }

            public string? PrivateKey { get; set; }

            public static Options Of(string clientId, string clientSecret) => new() { ClientId = clientId, ClientSecret = clientSecret };
        }

        public static class Program
        {
            private const string Constant = "q8Zr2Lm0Xv";

            public static object Run() => {{expression}};
        }
        """);

    [Fact]
    public Task Secret_InWhatIsDeclared() => AnalyzerRun.VerifyAsync("""
        public sealed class Program
        {
            private const string ClientSecret = {|FHT1306:"q8Zr2Lm0Xv"|};

            public string EpicClientSecret { get; } = {|FHT1306:"q8Zr2Lm0Xv"|};

            public static int Run()
            {
                var clientSecret = {|FHT1306:"q8Zr2Lm0Xv"|};
                var secret = "q8Zr2Lm0Xv";
                return clientSecret.Length + secret.Length;
            }
        }
        """);

    [Theory]
    [InlineData("appsettings.json", "{ \"Epic\": { \"ClientSecret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} } }")]
    [InlineData("appsettings.Production.json", "{\n  // the database\n  \"Database\": { \"Password\": {|FHT1306:\"q8Zr2Lm0Xv\"|}, },\n}")]
    [InlineData("appsettings.Development.json", "{ /* not\n here */ \"client_secret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} }")]
    [InlineData("mercy.platform.json", "{ \"client\": { \"secret\": \"\", \"client_secret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} } }")]
    [InlineData("mercy/platform.json", "{ \"notes\": {|FHT1306:\"-----BEGIN PRIVATE KEY-----\\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\\n-----END PRIVATE KEY-----\"|} }")]
    [InlineData("keys/jwks.json", "{ \"keys\": [{ \"kty\": \"EC\", \"crv\": \"P-384\", \"x\": \"abc\", \"d\": {|FHT1306:\"abcdef\"|} }] }")]
    [InlineData("epic.jwk.json", "{ \"d\": {|FHT1306:\"abcdef\"|}, \"kty\": \"RSA\" }")]
    [InlineData("keys/jwks.json", "{ \"keys\": [{ \"kty\": \"EC\", \"crv\": \"P-384\", \"x\": \"abc\" }] }")]
    [InlineData("appsettings.json", "{ \"Epic\": { \"ClientSecret\": \"\", \"Password\": \"${DB_PASSWORD}\", \"PrivateKey\": \"/run/secrets/epic.pem\" } }")]
    [InlineData("appsettings.json", "{ \"d\": \"abcdef\", \"ClientSecretName\": \"q8Zr2Lm0Xv\" }")]
    [InlineData("appsettings.json", "{ \"ClientSecret\": \"q8Zr2Lm0Xv\" ")]
    [InlineData("capabilities.json", "{ \"ClientSecret\": \"q8Zr2Lm0Xv\" }")]
    [InlineData("package.json", "{ \"password\": \"q8Zr2Lm0Xv\" }")]
    public Task Secret_InJson(string path, string text) => AnalyzerRun.VerifyFileAsync("/acme/" + path, text);

    [Fact]
    public async Task Message_NamesTheKindAndNeverTheValue()
    {
        var diagnostic = Assert.Single(await AnalyzerRun.VerifyFileAsync("/acme/appsettings.json", "{\n  \"Epic:ClientSecret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} }"));

        Assert.StartsWith("A client secret that stands here", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.DoesNotContain("q8Zr2Lm0Xv", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal((1, 23), (diagnostic.Location.GetLineSpan().StartLinePosition.Line, diagnostic.Location.GetLineSpan().StartLinePosition.Character));
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
    }

    /// <summary>An error stops a build, which another system's secret is no business of FhirTyped's to do.</summary>
    [Theory]
    [InlineData(DiagnosticSeverity.Error, "appsettings.json", "{ \"Epic\": { \"ClientSecret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} } }")]
    [InlineData(DiagnosticSeverity.Error, "appsettings.json", "{ \"Hospitals\": { \"oracle_health\": { \"client_secret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} } } }")]
    [InlineData(DiagnosticSeverity.Error, "appsettings.json", "{ \"MercyClinicOptions\": [{ \"Password\": {|FHT1306:\"q8Zr2Lm0Xv\"|} }] }")]
    [InlineData(DiagnosticSeverity.Error, "appsettings.json", "{ \"SmartOnFhir\": { \"Clients\": { \"ClientSecret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} } } }")]
    [InlineData(DiagnosticSeverity.Error, "appsettings.json", "{ \"EpicClientSecret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} }")]
    [InlineData(DiagnosticSeverity.Error, "appsettings.json", "{ \"Hospital\": { \"Server\": \"https://hospital.example/fhir/r4\", \"ClientSecret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} } }")]
    [InlineData(DiagnosticSeverity.Error, "mercy.platform.json", "{ \"client\": { \"client_secret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} } }")]
    [InlineData(DiagnosticSeverity.Error, "epic.jwk.json", "{ \"kty\": \"RSA\", \"d\": {|FHT1306:\"abcdef\"|} }")]
    [InlineData(DiagnosticSeverity.Info, "appsettings.json", "{ \"Database\": { \"Password\": {|FHT1306:\"q8Zr2Lm0Xv\"|} } }")]
    [InlineData(DiagnosticSeverity.Info, "appsettings.json", "{ \"Oracle\": { \"Password\": {|FHT1306:\"q8Zr2Lm0Xv\"|} }, \"Epic\": { \"ClientId\": \"a\" } }")]
    [InlineData(DiagnosticSeverity.Info, "appsettings.json", "{ \"Mail\": { \"Server\": \"https://mail.example\", \"ClientSecret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} } }")]
    [InlineData(DiagnosticSeverity.Info, "appsettings.json", "{ \"ClientSecret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} }")]
    [InlineData(DiagnosticSeverity.Info, "appsettings.Production.json", "{ \"Signing\": { \"Key\": {|FHT1306:\"-----BEGIN PRIVATE KEY-----\\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\\n-----END PRIVATE KEY-----\"|} } }")]
    public async Task Secret_OutsideOfWhatIsAboutFhir_IsASuggestion(DiagnosticSeverity severity, string path, string text) =>
        Assert.Equal(severity, Assert.Single(await AnalyzerRun.VerifyFileAsync("/acme/" + path, text)).Severity);

    [Fact]
    public async Task GlobalConfig_StandsAboveTheSection() => Assert.Equal(
        DiagnosticSeverity.Error,
        Assert.Single(await AnalyzerRun.VerifyFileAsync("/acme/appsettings.json", "{ \"ClientSecret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} }", ("FHT1306", ReportDiagnostic.Error))).Severity);

    [Fact]
    public async Task GlobalConfig_ChangesTheSeverity() => Assert.Equal(
        DiagnosticSeverity.Hidden,
        Assert.Single(await AnalyzerRun.VerifyFileAsync("/acme/appsettings.json", "{ \"ClientSecret\": {|FHT1306:\"q8Zr2Lm0Xv\"|} }", ("FHT1306", ReportDiagnostic.Hidden))).Severity);
}
