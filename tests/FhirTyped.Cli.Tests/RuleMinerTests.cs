using FhirTyped.Capabilities;
using FhirTyped.Cli.Mining;
using FhirTyped.TestKit;

namespace FhirTyped.Cli.Tests;

public sealed class RuleMinerTests
{
    [Theory]
    [InlineData("a", "This is a required parameter.", "requires_one_of", """[["a"], ["_id"]]""")]
    [InlineData("a", "It is a required field if the b or id fields are not given.", "requires_one_of", """[["a"], ["b"], ["_id"]]""")]
    [InlineData("a", "Either the '_id' parameter or one of the 'a' or 'b' parameters must be set.", "requires_one_of", """[["_id"], ["a"], ["b"]]""")]
    [InlineData("a", "When used, b is also required.", "requires_with", """{ "a": ["b"] }""")]
    [InlineData("a", "Search for all of a patient (Required)", "requires_one_of", """[["a"], ["_id"]]""")]
    [InlineData("a", "Can only be used with b.", "requires_with", """{ "a": ["b"] }""")]
    [InlineData("a", "matching by name; may only be used with b search", "requires_with", """{ "a": ["b"] }""")]
    [InlineData("a", "use with b and c", "requires_with", """{ "a": ["b", "c"] }""")]
    [InlineData("a", "Only the first instance of this parameter is respected.", "max_occurs", """{ "a": 1 }""")]
    [InlineData("a", "Alternately it may be provided twice.", "max_occurs", """{ "a": 2 }""")]
    [InlineData("a", "When provided, must use both bounds. The pair must create a closed range.", "closed_range", """["a"]""")]
    [InlineData("a", "Once without a prefix, or with 'ge' or 'lt' prefixes.", "prefixes", """{ "a": ["eq", "ge", "lt"] }""")]
    [InlineData("a", "Can be used with _count. All others will be ignored.", "ignores_others", """["a"]""")]
    [InlineData("a", "You can use \"a\" or \"b\" equivalently, but they cannot be used at the same time.", "excludes", """[["a", "b"]]""")]
    [InlineData("a", "Cannot be used together with 'b'.", "excludes", """[["a", "b"]]""")]
    [InlineData("a", "A code system is required.", "system_required", """["a"]""")]
    [InlineData("a", "Refine by status. Active, finished, and cancelled are the only supported statuses.", "values", """{ "a": ["active", "finished", "cancelled"] }""")]
    [InlineData("a", "Must be set to 'billable'.", "values", """{ "a": ["billable"] }""")]
    public void Sentence_GivesItsRule(string parameter, string sentence, string verb, string value)
    {
        var rule = Assert.Single(Mine(parameter, sentence));

        Assert.Equal((verb, value), (rule.Verb.ToName(), rule.Value));
        Assert.Equal([parameter + ": " + sentence], rule.Evidence);
        var issues = new List<PlatformIssue>();
        PlatformFileReader.Read("x.platform.json", "{ \"rules\": [" + rule.ToJson("test") + "] }", issues);
        Assert.Empty(issues);
    }

    [Theory]
    [InlineData("Search by a. Use b to refine the search.")]
    [InlineData("Must be set with b or c.")]
    [InlineData("Refine a search by status. By default, all are returned.")]
    [InlineData("Enter dates in ISO format.")]
    [InlineData("")]
    public void PlainSentence_GivesNone(string sentence) => Assert.Empty(Mine("a", sentence));

    [Theory]
    [InlineData("epic-r4-2026-05", "epic", 80)]
    [InlineData("oracle-health-millennium-r4-secure-2026", "oracle-health", 60)]
    public void WhatIsMinedOfAStatement_StandsInThePlatformFile(string statement, string platform, int atLeast)
    {
        Assert.SkipUnless(TestData.IsPresent, TestData.MissingMessage);
        var path = Path.Combine(TestData.RepositoryRoot, "src", "FhirTyped.Platforms", "platforms", platform, "platform.json");
        var file = PlatformFileReader.Read(path, File.ReadAllText(path), [])!;
        var mined = RuleMiner.Mine(JsonTextParser.Parse(File.ReadAllText(TestData.PathOf("capabilities", statement + ".json")))).ToArray();

        var missing = mined.Where(rule => !file.Rules.Any(own => own.Rule.AppliesTo(rule.ResourceType) && own.Rule.Verb == rule.Verb)).ToArray();

        Assert.True(mined.Length >= atLeast, $"{mined.Length} rules were mined.");

        // ChargeItem: "-status must be provided with context and account" stands in the other direction, in requires_one_of.
        Assert.All(missing, rule => Assert.Equal(("ChargeItem", RuleVerb.RequiresWith), (rule.ResourceType, rule.Verb)));
    }

    private static MinedRule[] Mine(string parameter, string sentence) => [.. RuleMiner.Mine(JsonTextParser.Parse($$"""
        { "rest": [{ "resource": [{ "type": "Patient", "searchParam": [
          { "name": {{JsonText.Quote(parameter)}}, "documentation": {{JsonText.Quote(sentence)}} }, { "name": "b" }, { "name": "c" }, { "name": "_id" }, { "name": "_count" }] }] }] }
        """))];
}
