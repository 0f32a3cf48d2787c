using System.Net;
using FhirTyped.R4;

namespace FhirTyped.BulkData;

/// <summary>Which failures pass by themselves: https://hl7.org/fhir/uv/bulkdata/STU2/export.html#response---error-status-1.</summary>
internal static class PassingProblems
{
    /// <summary>Whether the same may succeed later.</summary>
    public static bool IsPassing(FhirException error) => error switch
    {
        FhirTransportException or FhirTimeoutException or FhirCircuitOpenException or FhirRateLimitException => true,
        FhirResponseException { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout } => true,
        FhirAuthorizationException => false,
        FhirResponseException { Outcome: { } outcome } => IsTransient(outcome),
        _ => false,
    };

    /// <summary>How long the server asks to wait, or null.</summary>
    public static TimeSpan? RetryAfterOf(FhirException error) => error switch
    {
        FhirResponseException refusal => refusal.RetryAfter,
        FhirCircuitOpenException open => open.RetryAfter,
        _ => null,
    };

    // https://hl7.org/fhir/R4/valueset-issue-type.html: transient, and what is below it. One issue that stays is enough to give up.
    private static bool IsTransient(OperationOutcome outcome)
    {
        var serious = outcome.Issue.Where(static issue => issue.Severity?.Value is IssueSeverity.Error or IssueSeverity.Fatal).ToArray();
        return serious.Length > 0 && Array.TrueForAll(serious, static issue => issue.Code?.Value is IssueType.Transient or IssueType.LockError
            or IssueType.NoStore or IssueType.Exception or IssueType.Timeout or IssueType.Incomplete or IssueType.Throttled);
    }
}
