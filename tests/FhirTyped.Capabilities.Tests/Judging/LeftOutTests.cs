using static FhirTyped.Capabilities.Tests.Judging.DeclaredStatement;

namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>What FHT0007 says was left out, nobody says that the platform does not have.</summary>
public sealed class LeftOutTests
{
    private const string Own = "{ \"name\": \"ward-round\", \"type\": \"wardround\" }";

    [Theory]
    [InlineData("GET", "SubscriptionTopic/1", "Undeclared FHT1001")]
    [InlineData("GET", "Nonsense/1", "Unsupported FHT1001")]
    [InlineData("GET", "Slot/1", "Unsupported FHT1001")]
    public void ResourceType(string method, string url, string expected) =>
        Assert.Equal(expected, Judge("{ \"type\": \"SubscriptionTopic\" }, " + Resource("Patient")).Verdict(method, url));

    [Theory]
    [InlineData("POST", "Observation", "Undeclared FHT1002")]
    [InlineData("DELETE", "Observation/1", "Undeclared FHT1002")]
    [InlineData("POST", "Patient", "Unsupported FHT1002")]
    public void Interaction_MayBeAny(string method, string url, string expected) => Assert.Equal(expected, Judge(
        "{ \"type\": \"Observation\", \"interaction\": [{ \"code\": \"read\" }, { \"code\": \"write\" }] }, " + Resource("Patient")).Verdict(method, url));

    [Fact]
    public void InteractionOfTheSystem_IsNoneOfATypes()
    {
        var judge = Judge(Resource("Patient"), ", \"interaction\": [{ \"code\": \"everything-at-once\" }]");

        Assert.Equal("Undeclared FHT1404", judge.Verdict("POST", ""));
        Assert.Equal("Unsupported FHT1002", judge.Verdict("POST", "Patient"));
    }

    [Theory]
    [InlineData("Patient?ward-round=1", "Undeclared FHT1003")]
    [InlineData("Patient?bed=1", "Unsupported FHT1003")]
    [InlineData("Encounter?ward-round=1", "Unsupported FHT1003")]
    public void ParameterWithoutAType_IsThatOne(string url, string expected) => Assert.Equal(expected, Judge(
        "{ \"type\": \"Patient\", \"interaction\": [{ \"code\": \"search-type\" }], \"searchParam\": [" + Own + "] }, " + Resource("Encounter")).Verdict("GET", url));

    [Fact]
    public void ParameterWhoseNameCannotBeRead_MayBeAny() => Assert.Equal("Undeclared FHT1003", Judge(
        "{ \"type\": \"Patient\", \"interaction\": [{ \"code\": \"search-type\" }], \"searchParam\": [{ \"name\": \"ward round\", \"type\": \"token\" }] }").Verdict("GET", "Patient?bed=1"));

    [Fact]
    public void ParameterOfTheSystem_IsEveryTypes() =>
        Assert.Equal("Undeclared FHT1003", Judge(Resource("Patient"), ", \"searchParam\": [" + Own + "]").Verdict("GET", "Patient?ward-round=1"));

    [Fact]
    public void IncludesOperationsAndPatches_MayBeAny()
    {
        var judge = Judge(Resource("Observation", "subject/reference encounter/reference performer/reference", """
            , "searchInclude": ["Observation:subject", "Observation encounter"], "operation": [{ "name": "ward round" }]
            """));

        Assert.Equal("Undeclared FHT1007", judge.Verdict("GET", "Observation?subject=1&_include=Observation:encounter"));
        Assert.Equal("Undeclared FHT1008", judge.Verdict("POST", "Observation/$ward-round"));
    }

    [Fact]
    public void LeftOut_GoesThroughStatementAndManifest_AndIsToldOnce()
    {
        var facts = Read("[{ \"mode\": \"server\", \"interaction\": [{ \"code\": \"x\" }], \"resource\": [{ \"type\": \"Topic\" }, "
            + "{ \"type\": \"Patient\", \"interaction\": [{ \"code\": \"write\" }], \"searchParam\": [" + Own + ", { \"name\": \"a b\", \"type\": \"token\" }] }] }]", out var issues);
        var text = CapabilityStatementWriter.Write(facts, "Ward");
        var later = new List<PlatformIssue>();
        var again = CapabilityStatementReader.Read("c.json", text, later)!;

        Assert.Equal(5, issues.Count);
        Assert.Equal(5, facts.LeftOut.Count);
        Assert.Empty(later);
        Assert.Equal(facts.LeftOut, again.LeftOut);
        Assert.Equal(facts.LeftOut, ManifestOf(facts).LeftOut);
        Assert.Equal(text, CapabilityStatementWriter.Write(again, "Ward"));
    }

    [Theory]
    [InlineData("va-patient-generated-data", "POST", "Observation", "Undeclared FHT1002")]
    [InlineData("b-well", "GET", "SubscriptionTopic/1", "Undeclared FHT1001")]
    public void BuiltInPlatform_RemembersIt(string platform, string method, string url, string expected) =>
        Assert.Equal(expected, BuiltInPlatforms.Judge(platform).Verdict(method, url));
}
