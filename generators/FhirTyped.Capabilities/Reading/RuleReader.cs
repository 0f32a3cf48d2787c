using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>Reads the rules of a platform file. Each is an object with <c>resource</c>, one verb and <c>source</c>.</summary>
internal sealed class RuleReader
{
    private readonly string _path;
    private readonly List<PlatformIssue> _issues;

    private RuleReader(string path, List<PlatformIssue> issues)
    {
        _path = path;
        _issues = issues;
    }

    public static EquatableArray<PlacedRule> Read(string path, JsonValue? rules, List<PlatformIssue> issues)
    {
        var reader = new RuleReader(path, issues);
        var result = new List<PlacedRule>();
        foreach (var item in rules?.Items ?? Array.Empty<JsonValue>())
        {
            reader.ReadRule(item, result);
        }

        return new(result);
    }

    private void ReadRule(JsonValue item, List<PlacedRule> result)
    {
        if (item.Kind != JsonValueKind.Object)
        {
            Report(PlatformIssueIds.InvalidFile, "A rule must be an object.", item.Position);
            return;
        }

        JsonMember? verbMember = null;
        foreach (var member in item.Members)
        {
            if (member.Name is "resource" or "source")
            {
                continue;
            }

            if (RuleShapes.Find(member.Name) is null)
            {
                var nearest = NearestName.Find(member.Name, RuleShapes.Names);
                Report(PlatformIssueIds.InvalidRule, "'" + member.Name + "' is not a rule verb"
                    + (nearest is null ? "." : "; did you mean '" + nearest + "'?"), member.Position);
                return;
            }

            if (verbMember is not null)
            {
                Report(PlatformIssueIds.InvalidRule, "A rule has one verb; this one has '" + verbMember.Value.Name + "' and '"
                    + member.Name + "'. Write two rules.", member.Position);
                return;
            }

            verbMember = member;
        }

        if (verbMember is not { } chosen)
        {
            Report(PlatformIssueIds.InvalidRule, "The rule says nothing: it has no verb.", item.Position);
            return;
        }

        if (item.StringOf("source") is not { Length: > 0 } source)
        {
            Report(PlatformIssueIds.InvalidRule, "The rule has no 'source': say where the fact comes from.", item.Position);
            return;
        }

        var shape = RuleShapes.Find(chosen.Name)!;
        if (ReadClauses(shape, chosen.Value) is not { } clauses)
        {
            Report(PlatformIssueIds.InvalidRule, "'" + chosen.Name + "' must be " + shape.Describe() + ".", chosen.Value.Position);
            return;
        }

        if (FindProblem(shape, clauses) is { } problem)
        {
            Report(PlatformIssueIds.InvalidRule, problem, chosen.Value.Position);
            return;
        }

        foreach (var resourceType in ReadResourceTypes(item))
        {
            result.Add(new(new(resourceType, shape.Verb, clauses, source), item.Position));
        }
    }

    private IEnumerable<string> ReadResourceTypes(JsonValue item)
    {
        var value = item["resource"];
        if (value is null)
        {
            yield return "*";
            yield break;
        }

        if (value.Kind == JsonValueKind.Array && value.Items.Count == 0)
        {
            Report(PlatformIssueIds.InvalidRule, "The rule is about no resource type: leave 'resource' out to mean all.", value.Position);
        }

        foreach (var entry in value.Kind == JsonValueKind.Array ? value.Items : new[] { value })
        {
            if (entry.Kind == JsonValueKind.String && (entry.Text == "*" || R4Definitions.IsResourceType(entry.Text)))
            {
                yield return entry.Text;
            }
            else
            {
                var nearest = entry.Kind == JsonValueKind.String ? NearestName.Find(entry.Text, R4Definitions.ResourceTypes) : null;
                Report(PlatformIssueIds.InvalidRule, "'" + entry.Text + "' is not a resource type of FHIR R4"
                    + (nearest is null ? "." : "; did you mean '" + nearest + "'?"), entry.Position);
            }
        }
    }

    private static EquatableArray<RuleClause>? ReadClauses(RuleShape shape, JsonValue value)
    {
        switch (shape.Form)
        {
            case RuleForm.ListOfLists:
                return ReadEach(value, JsonValueKind.Array, static set => Strings(set) is { Count: > 0 } names ? new("", "", names) : null);
            case RuleForm.List:
                return Strings(value) is { Count: > 0 } list ? new(new[] { new RuleClause("", "", list) }) : null;
            case RuleForm.Word:
                return IsWord(shape, value) ? One(value.Text) : null;
            case RuleForm.WordOrStatuses:
                return IsWord(shape, value) ? One(value.Text) : ReadStatuses(shape, value);
            case RuleForm.Boolean:
                return value.Kind is JsonValueKind.True or JsonValueKind.False ? One(value.Kind == JsonValueKind.True ? "true" : "false") : null;
            case RuleForm.ObjectOfObjects:
                return ReadObjects(value);
            default:
                return ReadMembers(shape.Form, value);
        }
    }

    private static bool IsWord(RuleShape shape, JsonValue value) => value.Kind == JsonValueKind.String && shape.Words.Contains(value.Text);

    private static EquatableArray<RuleClause> One(string value) => new(new[] { new RuleClause("", "", new(new[] { value })) });

    private static EquatableArray<RuleClause>? ReadEach(JsonValue value, JsonValueKind itemKind, Func<JsonValue, RuleClause?> read)
    {
        var clauses = new List<RuleClause>();
        foreach (var item in value.Items)
        {
            if (item.Kind != itemKind || read(item) is not { } clause)
            {
                return null;
            }

            clauses.Add(clause);
        }

        return clauses.Count > 0 ? new(clauses) : null;
    }

    private static EquatableArray<RuleClause>? ReadMembers(RuleForm form, JsonValue value)
    {
        var clauses = new List<RuleClause>();
        foreach (var member in value.Members)
        {
            var values = member.Value.Kind switch
            {
                JsonValueKind.Array when form == RuleForm.ObjectOfLists => Strings(member.Value),
                JsonValueKind.String when form == RuleForm.ObjectOfStrings && member.Value.Text.Length > 0 => new(new[] { member.Value.Text }),
                JsonValueKind.Number when form == RuleForm.ObjectOfCounts && IsCount(member.Value.Text) => new(new[] { member.Value.Text }),
                _ => (EquatableArray<string>?)null,
            };
            if (values is not { Count: > 0 } || member.Name.Length == 0)
            {
                return null;
            }

            clauses.Add(new(member.Name, "", values.Value));
        }

        return clauses.Count > 0 ? new(clauses) : null;
    }

    private static EquatableArray<RuleClause>? ReadStatuses(RuleShape shape, JsonValue value)
    {
        var clauses = new List<RuleClause>();
        foreach (var member in value.Members)
        {
            if (!shape.Keys.Contains(member.Name) || member.Value.Kind != JsonValueKind.Number || !IsCount(member.Value.Text))
            {
                return null;
            }

            clauses.Add(new(member.Name, "", new(new[] { member.Value.Text })));
        }

        return clauses.Count > 0 ? new(clauses) : null;
    }

    private static EquatableArray<RuleClause>? ReadObjects(JsonValue value)
    {
        var clauses = new List<RuleClause>();
        foreach (var member in value.Members)
        {
            if (member.Value.Members.Count == 0)
            {
                return null;
            }

            foreach (var other in member.Value.Members)
            {
                if (Strings(other.Value) is not { Count: > 0 } values || member.Name.Length == 0 || other.Name.Length == 0)
                {
                    return null;
                }

                clauses.Add(new(member.Name, other.Name, values));
            }
        }

        return clauses.Count > 0 ? new(clauses) : null;
    }

    /// <summary>What is wrong with the words of a rule, or null.</summary>
    private static string? FindProblem(RuleShape shape, EquatableArray<RuleClause> clauses)
    {
        foreach (var clause in clauses)
        {
            if (shape.Form == RuleForm.ListOfLists && clause.Values.Count < shape.LeastInSet)
            {
                return "A set of '" + shape.Name + "' names two parameters or more: one alone excludes nothing.";
            }

            foreach (var value in shape.WordKind.Length > 0 ? clause.Values : EquatableArray<string>.Empty)
            {
                if (!shape.Words.Contains(value) && !(shape.TakesResourceTypes && R4Definitions.IsResourceType(value)))
                {
                    var nearest = NearestName.Find(value, shape.Words);
                    return "'" + value + "' is not a " + shape.WordKind + " of FHIR R4" + (nearest is null ? "." : "; did you mean '" + nearest + "'?");
                }
            }
        }

        return null;
    }

    private static EquatableArray<string>? Strings(JsonValue value)
    {
        var values = new List<string>();
        foreach (var item in value.Items)
        {
            if (item.Kind != JsonValueKind.String || item.Text.Length == 0)
            {
                return null;
            }

            values.Add(item.Text);
        }

        return value.Kind == JsonValueKind.Array ? new EquatableArray<string>(values) : null;
    }

    private static bool IsCount(string number)
    {
        foreach (var c in number)
        {
            if (c is not (>= '0' and <= '9'))
            {
                return false;
            }
        }

        return number.Length is > 0 and < 6 && number[0] != '0';
    }

    private void Report(string id, string message, TextPosition position) => _issues.Add(new(id, message, _path, position));
}
