namespace FhirTyped.Capabilities;

/// <summary>Checks the words of a rule that FHIR itself fixes: prefixes and modifiers.</summary>
internal static class RuleWords
{
    private static readonly string[] Prefixes = { "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap" };

    /// <summary>The modifiers of FHIR R4, but for those that are the names of resource types.</summary>
    public static readonly string[] Modifiers =
    {
        "missing", "exact", "contains", "text", "not", "in", "not-in", "of-type", "above", "below", "identifier",
    };

    /// <summary>What is wrong with the words of a rule, or null.</summary>
    public static string? FindProblem(RuleVerb verb, EquatableArray<RuleClause> clauses)
    {
        foreach (var clause in clauses)
        {
            if (verb == RuleVerb.Excludes && clause.Values.Count < 2)
            {
                return "A set of 'excludes' names two parameters or more: one alone excludes nothing.";
            }

            foreach (var value in clause.Values)
            {
                if (verb == RuleVerb.Prefixes && System.Array.IndexOf(Prefixes, value) < 0)
                {
                    return Unknown(value, "comparison prefix", NearestName.Find(value, Prefixes));
                }

                if (verb is RuleVerb.Modifiers or RuleVerb.ModifierRequired && System.Array.IndexOf(Modifiers, value) < 0 && !R4Definitions.IsResourceType(value))
                {
                    return Unknown(value, "modifier", NearestName.Find(value, Modifiers));
                }
            }
        }

        return null;
    }

    private static string Unknown(string word, string what, string? nearest) =>
        "'" + word + "' is not a " + what + " of FHIR R4" + (nearest is null ? "." : "; did you mean '" + nearest + "'?");
}
