using System.Collections.Generic;
using System.Globalization;

namespace FhirTyped.Capabilities;

// What the platform does by itself: the facts that a server needs which behaves like it.
public sealed partial class CapabilityJudge
{
    /// <summary>The filters that the platform applies where a search does not have them: a parameter and its value.</summary>
    public IEnumerable<(string Parameter, string Value)> DefaultFilters(string resourceType)
    {
        foreach (var rule in Know(resourceType).Rules)
        {
            if (rule.Verb != RuleVerb.Default)
            {
                continue;
            }

            foreach (var clause in rule.Clauses)
            {
                if (!R4Definitions.IsResultParameter(clause.Parameter))
                {
                    yield return (clause.Parameter, string.Join(",", clause.Values));
                }
            }
        }
    }

    /// <summary>How many matches the platform puts on one page.</summary>
    /// <param name="resourceType">The resource type that is searched.</param>
    /// <param name="asked">The value of <c>_count</c>, or null where it was not given.</param>
    /// <param name="otherwise">The size where nothing is known.</param>
    public int PageSize(string resourceType, int? asked, int otherwise)
    {
        var isIgnored = FindRule(resourceType, RuleVerb.Ignored) is { } ignored && ignored.Clauses[0].Values.Contains("_count");
        var size = !isIgnored && asked is { } count ? count : otherwise;
        if ((isIgnored || asked is null) && FindClause(resourceType, RuleVerb.Default, "_count") is var (_, clause)
            && int.TryParse(clause.Values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var declared))
        {
            size = declared;
        }

        var maximum = Manifest.Limits.MaximumCount;
        return maximum > 0 && size > maximum ? maximum : size;
    }

    /// <summary>
    /// The parameters by which the platform is asked for the number of matches alone (https://hl7.org/fhir/R4/search.html#summary), as a query; null
    /// where it declares none.
    /// </summary>
    public string? CountParameters(string resourceType) =>
        Takes(resourceType, "_summary", "count") ? "_summary=count"
        : Takes(resourceType, "_total", "accurate") && Takes(resourceType, "_count", "0") ? "_total=accurate&_count=0"
        : null;

    private bool Takes(string resourceType, string name, string value) =>
        JudgeSearchParameter(resourceType, name).IsSupported
        && !(FindRule(resourceType, RuleVerb.Ignored) is { } ignored && ignored.Clauses[0].Values.Contains(name))
        && !(FindClause(resourceType, RuleVerb.Values, name) is var (_, clause) && !clause.Values.Contains(value));

    /// <summary>Whether the links of the platform's pages are relative to its base address, for example <c>/Observation?…</c></summary>
    public bool HasRelativePageLinks(string resourceType) => FindRule(resourceType, RuleVerb.PageLinks) is not null;

    /// <summary>The HTTP status with which the platform answers a write whose <c>If-Match</c> names an old version; 412 where nothing else is known.</summary>
    public int StaleVersionStatus(string resourceType) => WriteStatus(resourceType, "stale", 412);

    /// <summary>
    /// The HTTP status with which the platform answers a write without the <c>If-Match</c> that it requires; 400 where nothing else is
    /// known (https://hl7.org/fhir/R4/http.html#concurrency).
    /// </summary>
    public int MissingVersionStatus(string resourceType) => WriteStatus(resourceType, "missing", 400);

    private int WriteStatus(string resourceType, string when, int otherwise) =>
        FindClause(resourceType, RuleVerb.IfMatch, when) is var (_, clause)
            && int.TryParse(clause.Values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : otherwise;
}
