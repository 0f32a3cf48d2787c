using FhirTyped.Capabilities;
using FhirTyped.Cli.Platforms;

namespace FhirTyped.Cli.Mining;

/// <summary>A rule that the prose of a statement suggests.</summary>
/// <param name="ResourceType">The resource type.</param>
/// <param name="Verb">What kind of rule it is.</param>
/// <param name="Value">The verb's value as JSON, as it stands in a platform file.</param>
/// <param name="Facts">What it was made of.</param>
internal sealed record MinedRule(string ResourceType, RuleVerb Verb, string Value, IReadOnlyList<MinedFact> Facts)
{
    /// <summary>The sentences that it was read from, each with its parameter.</summary>
    public IReadOnlyList<string> Evidence => [.. Facts.Select(fact => fact.Source + ": " + fact.Text).Distinct()];

    /// <summary>The rule of all facts of one verb.</summary>
    public static MinedRule Of(string resourceType, RuleVerb verb, IReadOnlyList<MinedFact> facts) => new(resourceType, verb, RuleText.ValueOf(verb, ClausesOf(verb, facts)), facts);

    /// <summary>The rule as one line of a platform file.</summary>
    public string ToJson(string source) =>
        $"{{ \"resource\": {JsonText.Quote(ResourceType)}, {JsonText.Quote(Verb.ToName())}: {Value}, \"source\": {JsonText.Quote(source)} }}";

    private static IReadOnlyList<RuleClause> ClausesOf(RuleVerb verb, IReadOnlyList<MinedFact> facts) => RuleShapes.Of(verb).Form switch
    {
        RuleForm.ListOfLists => [.. facts.Select(static fact => new RuleClause("", "", new([.. fact.Values]))).Distinct()],
        RuleForm.List or RuleForm.Boolean => [new RuleClause("", "", Together(facts))],
        _ => [.. facts.GroupBy(static fact => fact.Parameter).Select(static group => new RuleClause(group.Key, "", Together(group)))],
    };

    private static EquatableArray<string> Together(IEnumerable<MinedFact> facts) => new([.. facts.SelectMany(static fact => fact.Values).Distinct()]);
}
