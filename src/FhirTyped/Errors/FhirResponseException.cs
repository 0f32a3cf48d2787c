using System.Net;
using System.Net.Http.Headers;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// The server refused a request, or could not carry it out. It says so by its status, or, whatever the status, by an OperationOutcome with an issue of
/// severity error or fatal (https://hl7.org/fhir/R4/operationoutcome.html).
/// </summary>
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

    /// <summary>
    /// The server's OperationOutcome (https://hl7.org/fhir/R4/operationoutcome.html), or null where it sent none that can be read.
    /// </summary>
    public OperationOutcome? Outcome { get; }

    /// <summary>How long the server asks to wait before the next attempt (<c>Retry-After</c>), or null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The header fields of the answer; null where it was an entry of a bundle. They may name a resource: do not log them whole.</summary>
    public HttpResponseHeaders? Headers { get; init; }

    private static string Describe(string request, HttpStatusCode statusCode, OperationOutcome? outcome)
    {
        // The name of a status that nobody knows is its number once more.
        var name = Enum.IsDefined(statusCode) ? " " + statusCode : "";
        var text = $"{request}: the server answered {(int)statusCode}{name}";
        if (outcome is null || outcome.Issue.Count == 0)
        {
            return text + ", without an OperationOutcome.";
        }

        // Only what FHIR itself defines is repeated: a code of the server's own could be any text.
        var codes = outcome.Issue
            .Select(static issue => $"{issue.Severity?.Value?.ToString() ?? "unknown severity"} {issue.Code?.Value?.ToString() ?? "of an unknown kind"}")
            .Distinct(StringComparer.Ordinal);
        return text + " (" + string.Join(", ", codes) + ").";
    }
}
