using FhirTyped.Capabilities;
using FhirTyped.Cli.Platforms;

namespace FhirTyped.Cli.Tests;

public sealed class RuleTextTests
{
    [Fact]
    public void RuleOfEachForm_AndOfEveryPlatform_IsReadAgainAsItWas()
    {
        var examples = RuleShapes.All.Select(static shape => Read("{ \"resource\": \"Patient\", \"" + shape.Name + "\": " + shape.Example + ", \"source\": \"test\" }"))
            .Append(Read("""{ "resource": "Patient", "if_match": {"missing": 412, "stale": 409}, "source": "test" }"""));
        var known = PlatformCatalog.Load(null).All.SelectMany(static platform => platform.Rules).Where(static rule => !rule.IsDeclaredOnly).ToArray();

        Assert.True(known.Length > 100);
        Assert.All(examples.Concat(known), static rule => Assert.Equal(rule, Read($$"""
            { "resource": "{{rule.ResourceType}}", "{{rule.Verb.ToName()}}": {{RuleText.ValueOf(rule)}}, "source": {{JsonText.Quote(rule.Source)}} }
            """)));
    }

    private static PlatformRule Read(string rule)
    {
        var issues = new List<PlatformIssue>();
        var file = PlatformFileReader.Read("x.platform.json", "{ \"rules\": [" + rule + "] }", issues)!;
        Assert.Empty(issues);
        return Assert.Single(file.Rules).Rule;
    }
}
