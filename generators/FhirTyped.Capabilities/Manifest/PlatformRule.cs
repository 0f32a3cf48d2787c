namespace FhirTyped.Capabilities;

/// <summary>A fact about a platform beyond its CapabilityStatement, with the source that it was learnt from.</summary>
/// <param name="ResourceType">The resource type, or <c>*</c> for all.</param>
/// <param name="Verb">What kind of fact it is.</param>
/// <param name="Clauses">What it says.</param>
/// <param name="Source">Where the fact comes from, in a few words.</param>
/// <param name="IsDeclaredOnly">
/// The fact only lists what the server promises to support (the search parameter combination extension), and does not say
/// that all else fails: what contradicts it is undeclared, not unsupported.
/// </param>
public sealed record PlatformRule(
    string ResourceType, RuleVerb Verb, EquatableArray<RuleClause> Clauses, string Source, bool IsDeclaredOnly = false)
{
    /// <summary>Whether the rule speaks of a resource type.</summary>
    public bool AppliesTo(string resourceType) => ResourceType == "*" || ResourceType == resourceType;
}
