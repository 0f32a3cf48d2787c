using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests.Manifest;

public sealed class RuleShapesTests
{
    [Fact]
    public void Table_HasARowForEachVerb_InItsOrder() =>
        Assert.Equal(Enum.GetValues<RuleVerb>(), RuleShapes.All.Select(static shape => shape.Verb));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Example_IsARuleThatTheReaderTakes(string name)
    {
        var shape = RuleShapes.Find(name)!;
        var issues = new List<PlatformIssue>();

        var file = PlatformFileReader.Read("x.platform.json", $$"""{ "rules": [{ "resource": "Patient", "{{name}}": {{shape.Example}}, "source": "test" }] }""", issues)!;

        Assert.Empty(issues);
        Assert.Equal(shape.Verb, Assert.Single(file.Rules).Rule.Verb);
        Assert.EndsWith(".", shape.Meaning);
    }

    [Fact]
    public void Guide_HasTheTable()
    {
        var guide = File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, "docs", "guides", "own-platform.md")).ReplaceLineEndings("\n");
        var table = string.Concat(RuleShapes.All.Select(static shape => $"| `\"{shape.Name}\": {shape.Example}` | {shape.Meaning} |\n"));

        Assert.Contains("| verb, with a value | says |\n|---|---|\n" + table + "\n", guide);
    }

    public static IEnumerable<TheoryDataRow<string>> Rows() => RuleShapes.Names.Select(static name => new TheoryDataRow<string>(name));
}
