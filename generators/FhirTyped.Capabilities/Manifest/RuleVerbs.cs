namespace FhirTyped.Capabilities;

/// <summary>The names of the rule verbs in a platform file.</summary>
internal static class RuleVerbs
{
    /// <summary>The name of a verb in a platform file.</summary>
    public static string ToName(this RuleVerb verb) => RuleShapes.Of(verb).Name;

    /// <summary>The verb of a name, or null where there is none of that name.</summary>
    public static RuleVerb? FromName(string name) => RuleShapes.Find(name)?.Verb;
}
