using System.Text;
using System.Text.RegularExpressions;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;

namespace FhirTyped.Firely;

/// <summary>Tells an issue of the validator without anything that the resource itself holds: its texts repeat values, and names that the standard does not know.</summary>
internal static partial class IssueDescription
{
    /// <summary>Every name of an element of R4, whatever its type.</summary>
    private static readonly Lazy<HashSet<string>> Names = new(static () => ModelInfo.ModelInspector.ClassMappings
        .SelectMany(static type => type.PropertyMappings.Select(static property => property.Name).Append(type.Name))
        .ToHashSet(StringComparer.Ordinal));

    /// <summary>Where an issue is and what kind of problem it is.</summary>
    /// <param name="issue">The issue.</param>
    /// <param name="place">Where the resource itself stands; empty where it is the whole.</param>
    public static string Of(OperationOutcome.IssueComponent issue, string place)
    {
        var text = issue.Details?.Text ?? "";
        var path = PathOf(issue.Expression.FirstOrDefault() ?? "");
        var whole = place.Length == 0 || path.IndexOf('.', StringComparison.Ordinal) is not (>= 0 and var dot) ? place.Length == 0 ? path : place : place + path[dot..];
        if (MissingElement.Match(text) is { Success: true } missing && IsDefined(missing.Groups["name"].Value))
        {
            whole += "." + missing.Groups["name"].Value;
        }

        var code = (issue.Code?.GetLiteral() ?? "unknown");
        var number = issue.Details?.Coding.FirstOrDefault()?.Code;
        return FailedConstraint.Match(text) is { Success: true } constraint ? $"{whole}: {code} {constraint.Groups["key"].Value}"
            : number is null ? $"{whole}: {code}"
            : $"{whole}: {code} ({number})";
    }

    /// <summary>A path, with a question mark for each name that is none of R4's.</summary>
    public static string PathOf(string expression)
    {
        var result = new StringBuilder();
        foreach (var part in expression.Split('.'))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? part : part[..bracket];
            result.Append(result.Length > 0 ? "." : "").Append(Names.Value.Contains(name) ? part : "?");
        }

        return result.ToString();
    }

    /// <summary>Whether a name of a profile's element or slice may be told: <c>extension:text</c>.</summary>
    private static bool IsDefined(string name) => Names.Value.Contains(name.Split(':', 2)[0]);

    // These names come out of profiles, and not of resources.
    [GeneratedRegex("^(Missing required member: |No elements matched required slice: |Instance count at element )'(?<name>[A-Za-z0-9:_\\-]+)'", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex MissingElement { get; }

    [GeneratedRegex("^Instance failed constraint (?<key>[A-Za-z0-9\\-.]+) ", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FailedConstraint { get; }
}
