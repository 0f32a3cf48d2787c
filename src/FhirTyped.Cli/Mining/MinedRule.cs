using FhirTyped.Capabilities;

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
    public static MinedRule Of(string resourceType, RuleVerb verb, IReadOnlyList<MinedFact> facts) => new(resourceType, verb, ValueOf(verb, facts), facts);

    /// <summary>The rule as one line of a platform file.</summary>
    public string ToJson(string source) =>
        $"{{ \"resource\": {JsonText.Quote(ResourceType)}, {JsonText.Quote(Verb.ToName())}: {Value}, \"source\": {JsonText.Quote(source)} }}";

    private static string ValueOf(RuleVerb verb, IReadOnlyList<MinedFact> facts)
    {
        var shape = RuleShapes.Of(verb);
        switch (shape.Form)
        {
            case RuleForm.ListOfLists:
                return "[" + string.Join(", ", facts.Select(fact => Array(fact.Values)).Distinct()) + "]";
            case RuleForm.List:
                return Array(facts.SelectMany(fact => fact.Values).Distinct());
            case RuleForm.Boolean:
                return facts[0].Values[0];
            default:
                var members = facts.GroupBy(fact => fact.Parameter).Select(group =>
                    JsonText.Quote(group.Key) + ": " + MemberOf(shape.Form, [.. group.SelectMany(fact => fact.Values).Distinct()]));
                return "{ " + string.Join(", ", members) + " }";
        }
    }

    private static string MemberOf(RuleForm form, IReadOnlyList<string> values) => form switch
    {
        RuleForm.ObjectOfCounts => values[0],
        RuleForm.ObjectOfStrings => JsonText.Quote(values[0]),
        _ => Array(values),
    };

    private static string Array(IEnumerable<string> values) => JsonText.Array(new([.. values]));
}
