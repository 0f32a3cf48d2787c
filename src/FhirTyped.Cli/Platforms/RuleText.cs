using FhirTyped.Capabilities;

namespace FhirTyped.Cli.Platforms;

/// <summary>Writes what a rule says as it stands in a platform file.</summary>
internal static class RuleText
{
    /// <summary>The value of the rule's verb, as JSON in one line.</summary>
    public static string ValueOf(PlatformRule rule) => ValueOf(rule.Verb, rule.Clauses);

    /// <summary>The value of a verb, as JSON in one line.</summary>
    public static string ValueOf(RuleVerb verb, IReadOnlyList<RuleClause> clauses)
    {
        switch (RuleShapes.Of(verb).Form)
        {
            case RuleForm.List:
                return JsonText.Array(clauses[0].Values);
            case RuleForm.ListOfLists:
                return "[" + string.Join(", ", clauses.Select(static clause => JsonText.Array(clause.Values))) + "]";
            case RuleForm.Boolean:
                return clauses[0].Values[0];
            case RuleForm.Word:
                return JsonText.Quote(clauses[0].Values[0]);
            case RuleForm.WordOrStatuses when clauses[0].Parameter.Length == 0:
                return JsonText.Quote(clauses[0].Values[0]);
            case RuleForm.WordOrStatuses or RuleForm.ObjectOfCounts:
                return Object(clauses, static clause => clause.Parameter, static clause => clause.Values[0]);
            case RuleForm.ObjectOfStrings:
                return Object(clauses, static clause => clause.Parameter, static clause => JsonText.Quote(clause.Values[0]));
            case RuleForm.ObjectOfObjects:
                return "{ " + string.Join(", ", clauses.GroupBy(static clause => clause.Parameter).Select(static group =>
                    JsonText.Quote(group.Key) + ": " + Object(group, static clause => clause.Other, static clause => JsonText.Array(clause.Values)))) + " }";
            default:
                return Object(clauses, static clause => clause.Parameter, static clause => JsonText.Array(clause.Values));
        }
    }

    private static string Object(IEnumerable<RuleClause> clauses, Func<RuleClause, string> name, Func<RuleClause, string> value) =>
        "{ " + string.Join(", ", clauses.Select(clause => JsonText.Quote(name(clause)) + ": " + value(clause))) + " }";
}
