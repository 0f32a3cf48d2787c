using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The server refused a request, or could not carry it out.</summary>
/// <remarks>The message names status and issue codes only. The outcome itself may hold patient data: do not log it.</remarks>
public class FhirResponseException : FhirException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="request">The method and resource type, for example <c>GET Patient</c>.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="outcome">The server's OperationOutcome, or null where it sent none.</param>
    public FhirResponseException(string request, HttpStatusCode statusCode, OperationOutcome? outcome)
        : base(Describe(request, statusCode, outcome))
    {
        StatusCode = statusCode;
        Outcome = outcome;
    }

    /// <summary>The HTTP status (RFC 9110).</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The server's OperationOutcome (https://hl7.org/fhir/R4/operationoutcome.html), or null where it sent none.</summary>
    public OperationOutcome? Outcome { get; }

    /// <summary>How long the server asks to wait before the next attempt (<c>Retry-After</c>), or null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    private static string Describe(string request, HttpStatusCode statusCode, OperationOutcome? outcome)
    {
        var text = $"{request}: the server answered {(int)statusCode} {statusCode}";
        if (outcome is null || outcome.Issue.Count == 0)
        {
            return text + ", without an OperationOutcome.";
        }

        var codes = outcome.Issue.Select(static issue => $"{issue.Severity} {issue.Code}".Trim()).Distinct(StringComparer.Ordinal);
        return text + " (" + string.Join(", ", codes) + ").";
    }
}
