using System.Text.Json;

namespace FhirTyped.Capabilities.Tests.Writing;

public sealed class CapabilityStatementWriterTests
{
    public static IEnumerable<TheoryDataRow<string>> AllStatements() => Statements.Rows();

    [Theory]
    [MemberData(nameof(AllStatements))]
    public void Facts_WrittenAndReadAgain_AreTheSameFacts(string name)
    {
        var facts = Statements.Facts(name);

        var issues = new List<PlatformIssue>();
        var again = CapabilityStatementReader.Read("cut.json", CapabilityStatementWriter.Write(facts, name), issues);

        Assert.Empty(issues);
        Assert.Equal(facts, again);
    }

    [Theory]
    [MemberData(nameof(AllStatements))]
    public void Facts_Written_AreAValidStatement(string name)
    {
        var facts = Statements.Facts(name);

        using var statement = JsonDocument.Parse(CapabilityStatementWriter.Write(facts, name, isRequirements: true));

        var root = statement.RootElement;
        Assert.Equal("CapabilityStatement", root.GetProperty("resourceType").GetString());
        Assert.Equal("active", root.GetProperty("status").GetString());
        Assert.Equal("4.0.1", root.GetProperty("fhirVersion").GetString());
        Assert.Equal("json", root.GetProperty("format")[0].GetString());
        Assert.Equal(facts.Date.Length > 0, root.TryGetProperty("date", out _));

        // cpb-14 and cpb-15: a server's statement has an implementation, an implementation guide's has none and no software.
        var isInstance = root.GetProperty("kind").GetString() == "instance";
        Assert.Equal(isInstance, root.TryGetProperty("implementation", out var implementation));
        Assert.True(isInstance ? implementation.TryGetProperty("description", out _) : root.TryGetProperty("description", out _));
        Assert.True(isInstance || !root.TryGetProperty("software", out _));
        var rest = Assert.Single(root.GetProperty("rest").EnumerateArray());
        Assert.Equal("server", rest.GetProperty("mode").GetString());
        foreach (var resource in rest.GetProperty("resource").EnumerateArray())
        {
            Assert.True(R4Definitions.IsResourceType(resource.GetProperty("type").GetString()!));
        }
    }

    [Fact]
    public void Facts_OfEveryKind_AreWritten()
    {
        var facts = new CapabilityStatementFacts
        {
            Date = "2026-07-24",
            Software = "A \"quoted\" server \\ 1.0",
            Source = "https://example.org/metadata",
            ImplementationUrl = "https://example.org/fhir",
            SystemInteractions = FhirInteraction.Batch | FhirInteraction.HistorySystem,
            SystemSearchParameters = new([new SearchParameterCapability("_id", SearchParameterType.Token)]),
            SystemOperations = new([new OperationCapability("export", "")]),
            Resources = new([new ResourceCapability
            {
                Type = "Patient",
                Interactions = FhirInteraction.Read | FhirInteraction.SearchType,
                Versioning = "versioned-update",
                Conditional = (ConditionalSupport)255,
                SearchParameters = new([new SearchParameterCapability("-own", SearchParameterType.Special)]),
                SearchIncludes = new(["*"]),
                SearchRevIncludes = new(["Provenance:target"]),
                Operations = new([new OperationCapability("match", "http://hl7.org/fhir/OperationDefinition/Patient-match")]),
            }]),
            Rules = new([new PlatformRule("Patient", RuleVerb.RequiresOneOf,
                new([new RuleClause("", "", new(["family", "birthdate"]))]), "search parameter combinations of the statement", IsDeclaredOnly: true)]),
        };

        Assert.Equal(facts, CapabilityStatementReader.Read("cut.json", CapabilityStatementWriter.Write(facts, "A server"), []));
    }

    [Fact]
    public void RulesOfAPlatformFile_AreNotWritten()
    {
        var facts = new CapabilityStatementFacts
        {
            Resources = new([new ResourceCapability { Type = "Patient" }]),
            Rules = new([new PlatformRule("Patient", RuleVerb.RequiresOneOf, new([new RuleClause("", "", new(["family"]))]), "documentation")]),
        };

        Assert.Empty(CapabilityStatementReader.Read("cut.json", CapabilityStatementWriter.Write(facts, "A server"), [])!.Rules);
    }
}
