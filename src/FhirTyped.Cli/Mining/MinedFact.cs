using FhirTyped.Capabilities;

namespace FhirTyped.Cli.Mining;

/// <summary>One thing that one sentence says of a resource type.</summary>
/// <param name="Verb">What kind of rule it is a part of.</param>
/// <param name="Parameter">The parameter that it says something of, where the verb's value is an object; else empty.</param>
/// <param name="Values">What it says: parameters, values, prefixes or a number.</param>
/// <param name="Source">The parameter in whose documentation the sentence stands.</param>
/// <param name="Text">Its documentation.</param>
internal sealed record MinedFact(RuleVerb Verb, string Parameter, IReadOnlyList<string> Values, string Source, string Text);
