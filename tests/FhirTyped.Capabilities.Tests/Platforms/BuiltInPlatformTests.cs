namespace FhirTyped.Capabilities.Tests.Platforms;

public sealed class BuiltInPlatformTests
{
    public static IEnumerable<TheoryDataRow<string>> Ids() => BuiltInPlatforms.Ids.Select(id => new TheoryDataRow<string>(id));

    public static IEnumerable<TheoryDataRow<string>> IdsWithAStatement() =>
        BuiltInPlatforms.Ids.Where(id => File.Exists(Statement(id))).Select(id => new TheoryDataRow<string>(id));

    private static string Statement(string id) => Path.Combine(BuiltInPlatforms.Folder, id, "capabilities.json");

    [Fact]
    public void ThereAreManyOfThem_AndMostOfTheLargeOnesByTheirOwnWord()
    {
        Assert.InRange(BuiltInPlatforms.All.Count, 60, 200);
        Assert.InRange(BuiltInPlatforms.All.Count(platform => platform.Origin.Kind != StatementKind.Assumed), 24, 200);
    }

    [Fact]
    public void EveryFile_IsReadWithoutAnIssue()
    {
        Assert.DoesNotContain(BuiltInPlatforms.Issues, issue => issue.Id != PlatformIssueIds.Assumed);
        Assert.Equal(BuiltInPlatforms.Ids, BuiltInPlatforms.All.Select(platform => platform.Id));
    }

    [Theory]
    [InlineData("epic", "Epic", StatementKind.Declared, "2026-07-24")]
    [InlineData("oracle-health", "OracleHealth", StatementKind.Declared, "2026-08-14")]
    [InlineData("hapi", "Hapi", StatementKind.Declared, "2026-02-17")]
    [InlineData("smart-health-it", "SmartHealthIt", StatementKind.Declared, "2022-06-15")]
    [InlineData("medplum", "Medplum", StatementKind.Derived, "2025-10")]
    [InlineData("us-core", "UsCore", StatementKind.Assumed, "2023-04-24")]
    public void Platform_HasItsClassAndOrigin(string id, string className, StatementKind kind, string date)
    {
        var platform = BuiltInPlatforms.Get(id);

        Assert.Equal((className, kind, date), (platform.ClassName, platform.Origin.Kind, platform.Origin.Date));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Platform_NamesTheSourceOfEveryFact(string id)
    {
        var platform = BuiltInPlatforms.Get(id);

        Assert.NotEmpty(platform.Origin.Source);
        Assert.All(platform.Rules, rule => Assert.NotEmpty(rule.Source));
    }

    [Theory]
    [MemberData(nameof(IdsWithAStatement))]
    public void CapabilitiesFile_HoldsFactsOnly(string id)
    {
        var path = Statement(id);
        var text = File.ReadAllText(path);
        var facts = CapabilityStatementReader.Read(path, text, [])!;

        Assert.DoesNotContain("\"documentation\"", text);
        Assert.Equal(
            CapabilityStatementWriter.Write(facts, BuiltInPlatforms.Get(id).Name, isRequirements: text.Contains("\"requirements\"")), text);
    }
}
