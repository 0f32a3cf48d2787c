using FhirTyped.Capabilities;

namespace FhirTyped.Cli.Mining;

/// <summary>A rule that the prose of a statement suggests.</summary>
/// <param name="ResourceType">The resource type.</param>
/// <param name="Verb">What kind of rule it is.</param>
/// <param name="Value">The verb's value as JSON, as it stands in a platform file.</param>
/// <param name="Evidence">The sentences that it was read from, each with its parameter.</param>
internal sealed record MinedRule(string ResourceType, RuleVerb Verb, string Value, IReadOnlyList<string> Evidence)
{
    /// <summary>The rule as one line of a platform file.</summary>
    public string ToJson(string source) =>
        $"{{ \"resource\": {JsonText.Quote(ResourceType)}, {JsonText.Quote(Verb.ToName())}: {Value}, \"source\": {JsonText.Quote(source)} }}";
}
