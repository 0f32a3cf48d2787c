namespace FhirTyped.Capabilities.Tests.Reading;

public sealed class PlatformSetTests
{
    [Fact]
    public void Hospital_InheritsEverythingOfItsPlatform()
    {
        var (platforms, issues) = Build(("mercy", """{ "extends": "epic" }"""));

        var epic = BuiltInPlatforms.Get("epic");
        Assert.Empty(issues);
        Assert.Equal(epic with { Id = "mercy", Name = "Mercy", ClassName = "Mercy" }, Assert.Single(platforms));
    }

    [Fact]
    public void WhatAFileSays_CountsBeforeWhatItInherits()
    {
        var (platforms, issues) = Build(("mercy", """
            {
              "extends": "oracle-health", "fhir_base_url": "https://fhir.mercy.example/r4", "supported_resources": ["Patient", "Observation"],
              "limits": { "requests_per_second": 5 }, "client_headers": { "accept": "application/json", "X-Own": "1" },
              "auth": { "client_authentication": ["private_key_jwt"] },
              "rules": [{ "resource": "Patient", "max_occurs": { "family": 3 }, "source": "our own tests" }]
            }
            """));

        var mercy = Assert.Single(platforms);
        var oracle = BuiltInPlatforms.Get("oracle-health");
        Assert.Empty(issues);
        Assert.Equal("https://fhir.mercy.example/r4", mercy.FhirBaseUrl);
        Assert.Equal(["Observation", "Patient"], mercy.Resources.Select(resource => resource.Type));
        Assert.Equal(oracle.Limits with { RequestsPerSecond = 5 }, mercy.Limits);
        Assert.Equal([new("accept", "application/json"), new("X-Own", "1")], mercy.ClientHeaders);
        Assert.Equal(["private_key_jwt"], mercy.OAuth.TokenEndpointAuthenticationMethods);
        Assert.Equal(oracle.OAuth.TokenUrl, mercy.OAuth.TokenUrl);

        // One's own rules take the place of the inherited ones of the same verb and type; all others stay.
        var rule = Assert.Single(mercy.Rules, rule => rule.ResourceType == "Patient" && rule.Verb == RuleVerb.MaxOccurs && rule.Clauses[0].Parameter != "_revinclude");
        Assert.Equal("our own tests", rule.Source);
        Assert.Contains(mercy.Rules, other => other.ResourceType == "Patient" && other.Verb == RuleVerb.Prefixes);
        Assert.Contains(mercy.Rules, other => other.ResourceType == "Observation" && other.Verb == RuleVerb.MaxOccurs);
    }

    [Fact]
    public void Chain_OfSeveralFiles_IsFollowed()
    {
        var (platforms, issues) = Build(
            ("a", """{ "extends": "b", "type": "lab", "limits": { "max_count": 7 }, "auth": { "token_lifetime": 60 } }"""),
            ("b", """
                { "extends": "epic", "sandbox_url": "https://b.example", "limits": { "requests_per_second": 5, "concurrency": 2, "max_bundle_entries": 9 },
                  "auth": { "scope_versions": ["v2"], "omits_audience": true } }
                """));

        Assert.Empty(issues);
        Assert.Equal(new PlatformLimits(7, 5, 2) { MaximumBundleEntries = 9 }, platforms[0].Limits);
        Assert.Equal(
            BuiltInPlatforms.Get("epic").OAuth with { ScopeVersions = new(["v2"]), TokenLifetime = 60, OmitsAudience = true }, platforms[0].OAuth);
        Assert.Equal(("lab", "https://b.example"), (platforms[0].Type, platforms[0].SandboxUrl));
    }

    [Fact]
    public void UnknownParent_IsReportedAtExtends()
    {
        var (platforms, issues) = Build(("mercy", "{\n  \"extends\": \"epik\" }"));

        Assert.Empty(platforms);
        var issue = Assert.Single(issues);
        Assert.Equal((PlatformIssueIds.UnknownParent, 1, 13), (issue.Id, issue.Position.Line, issue.Position.Column));
        Assert.Contains("'epik'", issue.Message);
    }

    [Fact]
    public void UnknownParent_IsReportedWithTheNearestId_AndOnlyThere()
    {
        var (platforms, issues) = Build(("child", """{ "extends": "mercy" }"""), ("mercy", """{ "extends": "mercey-east" }"""), ("mercy-east", """{ "extends": "epic" }"""));

        Assert.Equal("mercy-east", Assert.Single(platforms).Id);
        var issue = Assert.Single(issues);
        Assert.Equal((PlatformIssueIds.UnknownParent, "mercy.platform.json"), (issue.Id, issue.File));
        Assert.Contains("did you mean 'mercy-east'", issue.Message);
    }

    [Theory]
    [InlineData("a", "a -> a.")]
    [InlineData("b", "a -> b -> a.", "b -> a -> b.")]
    public void Circle_IsReportedOnceForEachMember(string parentOfA, params string[] circles)
    {
        var (platforms, issues) = Build(("a", $$"""{ "extends": "{{parentOfA}}" }"""), ("b", """{ "extends": "a" }"""), ("tail", """{ "extends": "b" }"""));

        Assert.Empty(platforms);
        Assert.All(issues, static issue => Assert.Equal(PlatformIssueIds.UnknownParent, issue.Id));
        Assert.Equal(circles.Select(static circle => "'extends' runs in a circle: " + circle), issues.Select(static issue => issue.Message));
    }

    [Fact]
    public void OneIdTwice_IsReported()
    {
        var (platforms, issues) = Build(("a", """{ "extends": "epic" }"""), ("other", "{\n \"id\": \"a\", \"extends\": \"epic\" }"));

        Assert.Single(platforms);
        var issue = Assert.Single(issues);
        Assert.Equal((PlatformIssueIds.DuplicatePlatform, "other.platform.json", 1, 7), (issue.Id, issue.File, issue.Position.Line, issue.Position.Column));
        Assert.Contains("a.platform.json", issue.Message);
    }

    [Theory]
    [InlineData("AB")]
    [InlineData("ab")]
    [InlineData("ABChainExtensions")]
    public void OneClassNameTwice_IsReportedAtTheSecondFile(string className)
    {
        var (platforms, issues) = Build(("a-b", """{ "extends": "epic" }"""), ("z", $$"""{ "extends": "epic", "class_name": "{{className}}" }"""));

        Assert.Equal("a-b", Assert.Single(platforms).Id);
        var issue = Assert.Single(issues);
        Assert.Equal((PlatformIssueIds.DuplicatePlatform, "z.platform.json"), (issue.Id, issue.File));
    }

    [Theory]
    [InlineData("Observation")]
    [InlineData("PatientQuery")]
    [InlineData("Descriptor")]
    public void ClassNameOfAMember_IsReported(string className)
    {
        var (platforms, issues) = Build(("a", $$"""{ "extends": "epic", "class_name": "{{className}}" }"""));

        Assert.Empty(platforms);
        Assert.Equal(PlatformIssueIds.InvalidFile, Assert.Single(issues).Id);
    }

    [Fact]
    public void NothingThatSaysWhatIsSupported_IsReported()
    {
        var (platforms, issues) = Build(("a", """{ "display_name": "A" }"""));

        Assert.Empty(platforms);
        Assert.Equal(PlatformIssueIds.InvalidStatement, Assert.Single(issues).Id);
    }

    [Fact]
    public void AssumedSupport_IsReported()
    {
        var (platforms, issues) = Build(("a", """{ "implementation_guides": ["US Core"] }"""));

        Assert.Equal(StatementKind.Assumed, Assert.Single(platforms).Origin.Kind);
        var issue = Assert.Single(issues);
        Assert.Equal(PlatformIssueIds.Assumed, issue.Id);
        Assert.Contains("US Core", issue.Message);
    }

    [Theory]
    [InlineData("""{ "sandbox_url": "https://s.example" }""", "")]
    [InlineData("""{ "fhir_base_url": "https://p.example" }""", "https://p.example")]
    [InlineData("{}", "https://statement.example")]
    public void StatementsAddress_CountsOnlyWhereTheFileSaysNothing(string text, string expected)
    {
        var issues = new List<PlatformIssue>();
        var facts = new CapabilityStatementFacts { ImplementationUrl = "https://statement.example" };

        Assert.Equal(expected, ManifestBuilder.Build(PlatformFileReader.Read("a.platform.json", text, issues)!, null, facts, issues)!.FhirBaseUrl);
    }

    [Fact]
    public void AddressWithoutEncryption_IsAllowedForThatAddress()
    {
        var (platforms, issues) = Build(
            ("lab", """{ "extends": "epic", "fhir_base_url": "http://lab.example/r4", "allow_unencrypted": true }"""),
            ("same", """{ "extends": "lab" }"""),
            ("other", """{ "extends": "lab", "fhir_base_url": "https://other.example/r4" }"""));

        Assert.Empty(issues);
        Assert.Equal([("lab", true), ("other", false), ("same", true)], platforms.Select(static platform => (platform.Id, platform.AllowsUnencrypted)));
    }

    private static (IReadOnlyList<PlatformManifest> Platforms, List<PlatformIssue> Issues) Build(params (string Name, string Text)[] files)
    {
        var issues = new List<PlatformIssue>();
        var sources = files.Select(file => new PlatformSource(PlatformFileReader.Read(file.Name + ".platform.json", file.Text, issues)!, null)).ToArray();
        return (PlatformSet.Build(sources, id => BuiltInPlatforms.All.FirstOrDefault(platform => platform.Id == id), issues), issues);
    }
}
