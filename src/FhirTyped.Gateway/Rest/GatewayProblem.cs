using System.Net;
using FhirTyped.Capabilities;

namespace FhirTyped.Gateway;

/// <summary>Why a call is not carried out, or its answer not given: what the gateway itself says, as an OperationOutcome. It never holds a value of the request or of the answer.</summary>
internal sealed class GatewayProblem : Exception
{
    /// <summary>Makes it.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The kind of the issue (https://hl7.org/fhir/R4/valueset-issue-type.html).</param>
    /// <param name="diagnostics">What is wrong.</param>
    /// <param name="refusal">The same in a word, for the audit; null where something failed.</param>
    public GatewayProblem(HttpStatusCode status, string code, string diagnostics, string? refusal = null)
        : base(diagnostics)
    {
        Status = status;
        Refusal = refusal;
        Issues = [new(code, diagnostics)];
    }

    /// <summary>Makes one of what the judge says.</summary>
    public GatewayProblem(IReadOnlyList<CapabilityVerdict> verdicts, SearchQuery? criteria)
        : base("The platform does not support it.")
    {
        Status = HttpStatusCode.BadRequest;
        Refusal = "capability";
        Diagnostics = string.Join(' ', verdicts.Select(static verdict => verdict.Id).Distinct(StringComparer.Ordinal));
        Issues = [.. verdicts.Select(verdict => new GatewayIssue("not-supported", verdict.Message)
        {
            Id = verdict.Id,
            Source = verdict.Source,
            Remedy = RemedyOf(verdict),
            Expression = criteria is not null && verdict.CriterionIndex >= 0 && verdict.CriterionIndex < criteria.Criteria.Count
                && SearchNames.FindProblem(criteria.Criteria[verdict.CriterionIndex].FullName) is null ? "http." + criteria.Criteria[verdict.CriterionIndex].Name : null,
        })];
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>What is wrong, one by one.</summary>
    public IReadOnlyList<GatewayIssue> Issues { get; }

    /// <summary>In a word, for the audit; null where something failed.</summary>
    public string? Refusal { get; }

    /// <summary>The ids of what the judge said, separated by spaces, or null.</summary>
    public string? Diagnostics { get; }

    /// <summary>When another try makes sense, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary><c>WWW-Authenticate</c>, or null.</summary>
    public string? Challenge { get; init; }

    /// <summary>What the receipt of a search says, or null.</summary>
    public string? Receipt { get; init; }

    /// <summary>Of which kind the exception was that nobody expected, for the log; or null.</summary>
    public string? Cause { get; init; }

    /// <summary>What to do instead; null where nobody knows. Of several clauses each is enough by itself: one of them, with all that it needs.</summary>
    public static string? RemedyOf(CapabilityVerdict verdict) =>
        verdict.Remedies.Count > 0 ? "Add one of: " + string.Join(" | ", verdict.Remedies.Select(static clause => clause.Values.Count > 0 ? string.Join(" and ", clause.Values) : clause.Parameter))
        : verdict.Suggestion is { } suggestion ? "Use '" + suggestion + "'."
        : null;
}

/// <summary>One issue.</summary>
/// <param name="Code">Its kind (https://hl7.org/fhir/R4/valueset-issue-type.html).</param>
/// <param name="Diagnostics">What is wrong.</param>
internal sealed record GatewayIssue(string Code, string Diagnostics)
{
    /// <summary>The id of the rule, for example <c>FHT1101</c>, or null.</summary>
    public string? Id { get; init; }

    /// <summary>By whose word, or null.</summary>
    public string? Source { get; init; }

    /// <summary>What to do instead, or null.</summary>
    public string? Remedy { get; init; }

    /// <summary>Where: <c>http.category</c> for a search parameter, or null.</summary>
    public string? Expression { get; init; }
}
