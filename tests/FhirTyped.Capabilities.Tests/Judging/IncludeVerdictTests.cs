namespace FhirTyped.Capabilities.Tests.Judging;

public sealed class IncludeVerdictTests
{
    [Theory]
    [InlineData("", true, true)]
    [InlineData("*", true, true)]
    [InlineData("Observation", true, true)]
    [InlineData("Observation:subject", true, false)]
    [InlineData("Observation:subject:Patient", true, false)]
    [InlineData("subject", true, false)]
    [InlineData("Provenance:target", false, false)]
    public void Parameter_IsAllowedWhereTheJudgeHasAVerdictThatIsNotUnsupported(string declared, bool subject, bool focus)
    {
        var judge = Declaring(declared);
        foreach (var (parameter, expected) in new[] { ("Observation:subject", subject), ("Observation:focus", focus) })
        {
            Assert.Equal(expected, judge.AllowsInclude("Observation", parameter, isReverse: false));
            Assert.Equal(expected, new[] { parameter, parameter + ":Patient" }.Any(
                include => judge.JudgeInclude("Observation", include, isReverse: false).Support != CapabilitySupport.Unsupported));
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("Provenance:target", true)]
    [InlineData("Provenance:target:Observation", true)]
    [InlineData("Provenance", true)]
    [InlineData("target", false)]
    [InlineData("Provenance:agent", false)]
    public void ReverseInclude_NamesItsResourceType(string declared, bool expected)
    {
        Assert.Equal(expected, Declaring(declared).AllowsInclude("Observation", "Provenance:target", isReverse: true));
        Assert.False(Declaring(declared).AllowsInclude("Device", "Provenance:target", isReverse: true));
    }

    [Fact]
    public void TypesThatCannotBeSearched_HaveAQueryOfTheirReverseIncludes()
    {
        var query = Assert.Single(RevIncludeQueries.Find(Declaring("Provenance:target Provenance:target:Patient Observation:focus Provenance:recorded Nonsense:x *")));
        Assert.Equal("Provenance", query.Type);
        Assert.Equal(["target"], query.SearchParameters.Select(static parameter => parameter.Name));
        Assert.Equal(["Target"], RevIncludeQueries.PropertiesOf(JudgedPlatform.With().Manifest, query).Select(static property => property.Name));
    }

    private static CapabilityJudge Declaring(string includes)
    {
        var values = new EquatableArray<string>(includes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return new(JudgedPlatform.With().Manifest with
        {
            Resources = new([new ResourceCapability
            {
                Type = "Observation", Interactions = FhirInteraction.SearchType, SearchIncludes = values, SearchRevIncludes = values,
            }]),
        });
    }
}
