using FhirTyped.Capabilities;
using FhirTyped.Cli.Mining;
using FhirTyped.TestKit;

namespace FhirTyped.Cli.Tests.Mining;

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
    [InlineData("a", "Must be in combination with b.", "requires_with", """{ "a": ["b"] }""")]
    [InlineData("a", "Must be provided together with the b parameter.", "requires_with", """{ "a": ["b"] }""")]
    [InlineData("a", "Only valid in conjunction with 'b' and 'c'.", "requires_with", """{ "a": ["b", "c"] }""")]
    [InlineData("a", "Works only with b.", "requires_with", """{ "a": ["b"] }""")]
    [InlineData("a", "Requires the b parameter to be provided.", "requires_with", """{ "a": ["b"] }""")]
    [InlineData("a", "This parameter is required when b or c is used.", "requires_with", """{ "b": ["a"], "c": ["a"] }""")]
    [InlineData("a", "It must be given when using b.", "requires_with", """{ "b": ["a"] }""")]
    [InlineData("a", "May only be provided if at least one other parameter is given.", "requires_one_of", """[["b"], ["c"], ["_id"]]""")]
    [InlineData("a", "A may only be provided if another parameter other than '_id' is provided", "requires_one_of", """[["b"], ["c"]]""")]
    [InlineData("a", "Cannot be used alone.", "requires_one_of", """[["b"], ["c"], ["_id"]]""")]
    [InlineData("a", "Required unless b is specified.", "requires_one_of", """[["a"], ["b"], ["_id"]]""")]
    [InlineData("a", "Mandatory.", "requires_one_of", """[["a"], ["_id"]]""")]
    [InlineData("a", "The 'a' parameter must always be provided.", "requires_one_of", """[["a"], ["_id"]]""")]
    [InlineData("a", "At least one of a, b or c must be provided.", "requires_one_of", """[["a"], ["b"], ["c"], ["_id"]]""")]
    [InlineData("a", "Either c, or a combination of a and b must be provided.", "requires_one_of", """[["a", "b"], ["c"], ["_id"]]""")]
    [InlineData("a", "Choose one of the following parameters (a, b).", "requires_one_of", """[["a"], ["b"], ["_id"]]""")]
    [InlineData("a", "Not supported with b.", "excludes", """[["a", "b"]]""")]
    [InlineData("a", "Can't be combined with b or c.", "excludes", """[["a", "b"], ["a", "c"]]""")]
    [InlineData("a", "Do not use with the 'c' parameter.", "excludes", """[["a", "c"]]""")]
    [InlineData("a", "Mutually exclusive with c.", "excludes", """[["a", "c"]]""")]
    [InlineData("a", "At most one of a, b and c may be given.", "excludes", """[["a", "b"], ["a", "c"], ["b", "c"]]""")]
    [InlineData("a", "When given, b and c are ignored.", "excludes", """[["a", "b"], ["a", "c"]]""")]
    [InlineData("a", "When given, all other parameters are ignored.", "ignores_others", """["a"]""")]
    [InlineData("a", "At most one value is taken.", "max_occurs", """{ "a": 1 }""")]
    [InlineData("a", "Multiple values are not supported.", "max_occurs", """{ "a": 1 }""")]
    [InlineData("a", "May be repeated no more than twice.", "max_occurs", """{ "a": 2 }""")]
    [InlineData("a", "May be given up to three times.", "max_occurs", """{ "a": 3 }""")]
    [InlineData("a", "Only works with the :identifier modifier.", "modifier_required", """{ "a": ["identifier"] }""")]
    [InlineData("a", "Must be used with the exact modifier.", "modifier_required", """{ "a": ["exact"] }""")]
    [InlineData("a", "Only the :exact and :contains modifiers are supported.", "modifiers", """{ "a": ["exact", "contains"] }""")]
    [InlineData("a", "Comparators eq, ge and lt.", "prefixes", """{ "a": ["eq", "ge", "lt"] }""")]
    [InlineData("a", "The system must be https://example.org/ids.", "system_required", """["a"]""")]
    [InlineData("a", "The number (system must be https://example.org/ids)", "system_required", """["a"]""")]
    [InlineData("a", "Give it in the format system|code.", "system_required", """["a"]""")]
    [InlineData("a", "Allowed values: one, two and three.", "values", """{ "a": ["one", "two", "three"] }""")]
    [InlineData("a", "Must be one of 'one' or 'two'.", "values", """{ "a": ["one", "two"] }""")]
    [InlineData("a", "Supported values are:\n - `one`\n - `two`\n", "values", """{ "a": ["one", "two"] }""")]
    [InlineData("a", "Optional; defaults to active.", "default", """{ "a": "active" }""")]
    [InlineData("a", "The cursor of the next page.", "paging_parameters", """["a"]""")]
    [InlineData("a", "An offset used for pagination.", "paging_parameters", """["a"]""")]
    [InlineData("a", "Needs to be used together with b.", "requires_with", """{ "a": ["b"] }""")]
    [InlineData("a", "Must be accompanied by b.", "requires_with", """{ "a": ["b"] }""")]
    [InlineData("a", "Only supported when b is also provided.", "requires_with", """{ "a": ["b"] }""")]
    [InlineData("a", "Searching by a requires b.", "requires_with", """{ "a": ["b"] }""")]
    [InlineData("a", "b is required if a is specified.", "requires_with", """{ "a": ["b"] }""")]
    [InlineData("a", "Mandatory if b is absent.", "requires_one_of", """[["a"], ["b"], ["_id"]]""")]
    [InlineData("a", "Either a or b is required.", "requires_one_of", """[["a"], ["b"], ["_id"]]""")]
    [InlineData("a", "At least one other search parameter must be provided.", "requires_one_of", """[["b"], ["c"], ["_id"]]""")]
    [InlineData("a", "Ignored if b is present.", "excludes", """[["a", "b"]]""")]
    [InlineData("a", "If b is present, this parameter is ignored.", "excludes", """[["a", "b"]]""")]
    [InlineData("a", "Cannot be used when b is specified.", "excludes", """[["a", "b"]]""")]
    [InlineData("a", "Can be specified only once.", "max_occurs", """{ "a": 1 }""")]
    [InlineData("a", "Must be a single value.", "max_occurs", """{ "a": 1 }""")]
    [InlineData("a", "The exact modifier is required.", "modifier_required", """{ "a": ["exact"] }""")]
    [InlineData("a", "Only supports :exact.", "modifiers", """{ "a": ["exact"] }""")]
    [InlineData("a", "Requires a system.", "system_required", """["a"]""")]
    [InlineData("a", "Chained searches are not supported.", "chains", "false")]
    [InlineData("patient:identifier", "The system must be https://example.org/ids.", "system_required", """["patient"]""")]
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
    [InlineData("Can be used in combination with b and c.")]
    [InlineData("Whether a signature is required")]
    [InlineData("Codes of a kind require that b be specified as well as the place.")]
    [InlineData("You can search by just the code, or by the format system|code.")]
    [InlineData("This or the b parameter must be set when using c.")]
    [InlineData("Supported values are one, and a great many more.")]
    [InlineData("Not case sensitive. Not limited to b.")]
    [InlineData("The number of resources to return per page.")]
    [InlineData("The identifier of the first patient.")]
    [InlineData("Either the a or the b of a thing. It must be given a name.")]
    [InlineData("")]
    public void PlainSentence_GivesNone(string sentence) => Assert.Empty(Mine("a", sentence));

    [Theory]
    [InlineData("epic-r4-2026-05", "epic", 80)]
    [InlineData("oracle-health-millennium-r4-secure-2026", "oracle-health", 60)]
    public void WhatIsMinedOfAStatement_StandsInThePlatformFile(string statement, string platform, int atLeast)
    {
        Assert.SkipUnless(TestFiles.IsPresent, TestFiles.MissingMessage);
        var path = Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.Platforms", "platforms", platform, "platform.json");
        var file = PlatformFileReader.Read(path, File.ReadAllText(path), [])!;
        var mined = RuleMiner.Mine(JsonTextParser.Parse(File.ReadAllText(TestFiles.PathOf("capabilities", statement + ".json")))).ToArray();

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
