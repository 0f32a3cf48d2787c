namespace FhirTyped.Capabilities.Tests.Reading;

public sealed class PlatformFileReaderTests
{
    [Fact]
    public void SmallestFile_TakesItsIdFromItsName()
    {
        var (file, issues) = Read("{ \"extends\": \"epic\" }", "hospitals/Mercy.platform.json");

        Assert.Empty(issues);
        Assert.Equal(("mercy", "epic"), (file!.Id, file.Extends));
    }

    [Theory]
    [InlineData("platforms/epic/platform.json", "epic")]
    [InlineData(@"platforms\oracle-health\platform.json", "oracle-health")]
    [InlineData("a.b/mercy.platform.json", "mercy")]
    public void Id_ComesFromThePath(string path, string id) => Assert.Equal(id, Read("{}", path).File!.Id);

    [Theory]
    [InlineData("platform.json", true)]
    [InlineData("x/Mercy.PLATFORM.json", true)]
    [InlineData("capabilities.json", false)]
    [InlineData("notaplatform.json", false)]
    public void PlatformFiles_AreKnownByTheirNames(string path, bool expected) => Assert.Equal(expected, PlatformFileReader.IsPlatformFile(path));

    [Fact]
    public void EveryField_IsRead()
    {
        var (file, issues) = Read("""
            {
              "id": "mercy", "extends": "epic", "display_name": "Mercy", "name": "not this", "class_name": "MercyEpic", "type": "ehr",
              "fhir_version": "R4", "fhir_base_url": "https://fhir.mercy.example/{site}/R4", "sandbox_url": "https://sandbox.mercy.example",
              "allow_unencrypted": true,
              "capability_statement": "c.json", "statement_kind": "derived", "review_after": "2027-01-31",
              "implementation_guides": ["US Core"], "supported_resources": ["Patient"],
              "capabilities": { "patient_access": true, "provider_directory": true },
              "limits": { "max_count": 50, "requests_per_second": 10, "concurrency": 4, "max_bundle_entries": 500 },
              "oauth": {
                "authorize_url": "https://a.example/authorize", "token_url": "https://a.example/token", "revoke_url": "https://a.example/revoke",
                "scopes_supported": ["openid"], "code_challenge_methods": ["plain"], "token_endpoint_auth_methods": ["none"], "discovery_url": "ignored"
              },
              "auth": {
                "client_authentication": ["private_key_jwt"], "code_challenge_methods": ["S256"], "scope_versions": ["v1", "v2"],
                "token_lifetime": 3600, "omits_audience": true
              },
              "client": { "authentication": "private_key_jwt", "scopes": ["openid", "patient/Observation.rs"] },
              "client_headers": { "X-B": "2", "X-A": "1" },
              "rules": [{ "resource": ["Patient", "Person"], "ignored": ["_count"], "source": "test" }],
              "notes": "taken without complaint"
            }
            """);

        Assert.Empty(issues);
        Assert.Equal(("mercy", "epic", "Mercy", "MercyEpic", "ehr"), (file!.Id, file.Extends, file.Name, file.ClassName, file.Type));
        Assert.Equal(("https://fhir.mercy.example/{site}/R4", "https://sandbox.mercy.example"), (file.FhirBaseUrl, file.SandboxUrl));
        Assert.True(file.AllowsUnencrypted);
        Assert.Equal(("c.json", StatementKind.Derived, "2027-01-31"), (file.Statement, file.StatementKind, file.ReviewAfter));
        Assert.Equal(["US Core"], file.ImplementationGuides);
        Assert.Equal(["Patient"], file.SupportedResources);
        Assert.True(file.HasPatientAccess && file.HasProviderDirectory);
        Assert.Equal(new PlatformLimits(50, 10, 4) { MaximumBundleEntries = 500 }, file.Limits);
        Assert.Equal(
            new PlatformOAuth
            {
                AuthorizeUrl = "https://a.example/authorize", TokenUrl = "https://a.example/token", RevokeUrl = "https://a.example/revoke",
                ScopesSupported = new(["openid"]), CodeChallengeMethods = new(["S256"]), TokenEndpointAuthenticationMethods = new(["private_key_jwt"]),
                ScopeVersions = new(["v1", "v2"]), TokenLifetime = 3600, OmitsAudience = true,
            },
            file.OAuth);
        Assert.Equal(new ClientRegistration { Authentication = "private_key_jwt", Scopes = new(["openid", "patient/Observation.rs"]) }, file.Client);
        Assert.Equal([16, 16], file.ScopePositions.Select(static position => position.Line));
        Assert.Equal([new("X-A", "1"), new("X-B", "2")], file.ClientHeaders);
        Assert.Equal(["Patient", "Person"], file.Rules.Select(rule => rule.Rule.ResourceType));
    }

    [Theory]
    [InlineData("\"fhir_base_url\": \"http://fhir.mercy.example/r4\"", 1)]
    [InlineData("\"fhir_base_url\": \"HTTP://fhir.mercy.example/r4\"", 1)]
    [InlineData("\"fhir_base_url\": \"http://{site}.mercy.example/r4\", \"sandbox_url\": \"http://10.0.0.5/r4\"", 2)]
    [InlineData("\"oauth\": { \"token_url\": \"http://fhir.mercy.example/token\" }", 1)]
    [InlineData("\"allow_unencrypted\": false, \"fhir_base_url\": \"http://fhir.mercy.example/r4\"", 1)]
    [InlineData("\"allow_unencrypted\": true, \"fhir_base_url\": \"http://fhir.mercy.example/r4\", \"oauth\": { \"token_url\": \"http://fhir.mercy.example/token\" }", 0)]
    [InlineData("\"fhir_base_url\": \"http://localhost:8080/fhir\", \"sandbox_url\": \"http://127.0.0.1/fhir\"", 0)]
    [InlineData("\"fhir_base_url\": \"https://fhir.mercy.example/r4\"", 0)]
    public void AddressWithoutEncryption_IsReported_UnlessItIsAllowed(string fields, int expected)
    {
        var (file, issues) = Read("{ \"extends\": \"epic\", " + fields + " }");

        Assert.Equal(Enumerable.Repeat(PlatformIssueIds.InsecureAddress, expected), issues.Select(static issue => issue.Id));
        Assert.NotNull(file!.FhirBaseUrl ?? file.OAuth?.TokenUrl);
    }

    [Theory]
    [InlineData("R4", true)]
    [InlineData("r4", true)]
    [InlineData("R4 (4.0.1)", true)]
    [InlineData("FHIR R4", true)]
    [InlineData("R4 4.0.1", true)]
    [InlineData("4.0.1", true)]
    [InlineData("R4B", false)]
    [InlineData("4.3.0", false)]
    [InlineData("R5", false)]
    public void Version_IsR4OrReported(string version, bool isR4) =>
        Assert.Equal(isR4 ? [] : [PlatformIssueIds.InvalidFile], Read("{ \"extends\": \"epic\", \"fhir_version\": \"" + version + "\" }").Issues.Select(static issue => issue.Id));

    [Theory]
    [InlineData("{\n  \"id\": }", PlatformIssueIds.InvalidFile, 2, 9, "JSON")]
    [InlineData("[]", PlatformIssueIds.InvalidFile, 1, 1, "one JSON object")]
    [InlineData("{\n \"id\": 5 }", PlatformIssueIds.InvalidFile, 2, 8, "'id' must be a string")]
    [InlineData("{ \"id\": \"Mercy Hospital\" }", PlatformIssueIds.InvalidFile, 1, 9, "not valid")]
    [InlineData("{ \"type\": \"ehr\", \"type\": \"lab\" }", PlatformIssueIds.InvalidFile, 1, 18, "more than once")]
    [InlineData("{\n\n  \"fhir_base_url\": \"fhir.example.org\" }", PlatformIssueIds.InvalidFile, 3, 20, "absolute")]
    [InlineData("{ \"sandbox_url\": \"ftp://x.example/{a}\" }", PlatformIssueIds.InvalidFile, 1, 18, "absolute")]
    [InlineData("{ \"class_name\": \"2Epic\" }", PlatformIssueIds.InvalidFile, 1, 17, "C# identifier")]
    [InlineData("{ \"statement_kind\": \"guessed\" }", PlatformIssueIds.InvalidFile, 1, 21, "'declared'")]
    [InlineData("{ \"fhir_version\": \"STU3\" }", PlatformIssueIds.InvalidFile, 1, 19, "R4")]
    [InlineData("{ \"review_after\": \"soon\" }", PlatformIssueIds.InvalidFile, 1, 19, "date")]
    [InlineData("{ \"implementation_guides\": \"US Core\" }", PlatformIssueIds.InvalidFile, 1, 28, "an array")]
    [InlineData("{ \"supported_resources\": [1] }", PlatformIssueIds.InvalidFile, 1, 27, "strings only")]
    [InlineData("{ \"limits\": { \"max_count\": -1 } }", PlatformIssueIds.InvalidFile, 1, 28, "whole number")]
    [InlineData("{ \"limits\": { \"max_count\": \"5\" } }", PlatformIssueIds.InvalidFile, 1, 28, "whole number")]
    [InlineData("{ \"limits\": { \"maxCount\": 5 } }", PlatformIssueIds.UnknownField, 1, 15, "max_count")]
    [InlineData("{ \"client_headers\": { \"X\": 1 } }", PlatformIssueIds.InvalidFile, 1, 28, "string")]
    [InlineData("{ \"oauth\": [] }", PlatformIssueIds.InvalidFile, 1, 12, "an object")]
    [InlineData("{ \"oauth\": { \"scopes_supported\": [\"a b\"] } }", PlatformIssueIds.InvalidFile, 1, 35, "words")]
    [InlineData("{ \"auth\": { \"client_authentication\": [\"private_key\"] } }", PlatformIssueIds.InvalidFile, 1, 39, "private_key_jwt")]
    [InlineData("{ \"auth\": { \"scope_versions\": [\"v3\"] } }", PlatformIssueIds.InvalidFile, 1, 32, "v1, v2")]
    [InlineData("{ \"auth\": { \"omits_audience\": 1 } }", PlatformIssueIds.InvalidFile, 1, 31, "true or false")]
    [InlineData("{ \"auth\": { \"pkce\": true } }", PlatformIssueIds.UnknownField, 1, 13, "code_challenge_methods")]
    [InlineData("{ \"client\": [] }", PlatformIssueIds.InvalidFile, 1, 13, "an object")]
    [InlineData("{ \"client\": { \"secret\": \"x\" } }", PlatformIssueIds.UnknownField, 1, 15, "scopes")]
    [InlineData("{ \"client\": { \"authentication\": \"private_key\" } }", PlatformIssueIds.InvalidFile, 1, 33, "private_key_jwt")]
    [InlineData("{ \"client\": { \"scopes\": [\"openid\", \"patient/Observation.sr\"] } }", PlatformIssueIds.InvalidFile, 1, 36, "cruds")]
    [InlineData("{ \"client\": { \"scopes\": [\"patient/Observaton.rs\"] } }", PlatformIssueIds.InvalidFile, 1, 26, "'Observation'")]
    [InlineData("{ \"client\": { \"scopes\": [\"open id\"] } }", PlatformIssueIds.InvalidFile, 1, 26, "words")]
    [InlineData("{\n  \"fhir_baseurl\": \"https://x.example\" }", PlatformIssueIds.UnknownField, 2, 3, "'fhir_base_url'")]
    [InlineData("{ \"zzz\": 1 }", PlatformIssueIds.UnknownField, 1, 3, "'zzz'")]
    public void Mistake_IsReportedAtItsPlace(string text, string id, int line, int column, string words)
    {
        var issue = Assert.Single(Read(text).Issues);

        Assert.Equal((id, line, column), (issue.Id, issue.Position.Line + 1, issue.Position.Column + 1));
        Assert.Equal("x.platform.json", issue.File);
        Assert.Contains(words, issue.Message);
    }

    [Fact]
    public void UnusableField_LeavesTheRest()
    {
        var (file, issues) = Read("{ \"type\": 1, \"display_name\": \"Mercy\", \"limits\": { \"max_count\": \"x\", \"concurrency\": 2 } }");

        Assert.Equal(2, issues.Count);
        Assert.Equal(("Mercy", null), (file!.Name, file.Type));
        Assert.Equal(new PlatformLimits(0, 0, 2), file.Limits);
    }

    [Fact]
    public void Null_IsNotSaid()
    {
        var (file, issues) = Read("{ \"display_name\": null, \"oauth\": null, \"auth\": null, \"limits\": null, \"rules\": null, \"fhir_base_url\": null }");

        Assert.Empty(issues);
        Assert.Null(file!.Name);
        Assert.Null(file.OAuth);
        Assert.Null(file.Limits);
    }

    [Fact]
    public void MutatedFile_IsNeverMoreThanAnIssue()
    {
        var text = File.ReadAllText(Path.Combine(BuiltInPlatforms.Folder, "oracle-health", "platform.json"));
        var random = new Random(99);
        for (var i = 0; i < 300; i++)
        {
            var mutated = text.ToCharArray();
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                mutated[random.Next(mutated.Length)] = "{}[]\":,a1 \n"[random.Next(11)];
            }

            var issues = new List<PlatformIssue>();
            if (PlatformFileReader.Read("x.platform.json", new string(mutated), issues) is null)
            {
                Assert.NotEmpty(issues);
            }
        }
    }

    private static (PlatformFile? File, List<PlatformIssue> Issues) Read(string text, string path = "x.platform.json")
    {
        var issues = new List<PlatformIssue>();
        return (PlatformFileReader.Read(path, text, issues), issues);
    }
}
