using System.Net;
using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;

namespace FhirTyped.Firely;

/// <summary>FhirTyped's exceptions as an OperationOutcome of the Firely SDK.</summary>
public static class FirelyOutcomes
{
    // Where the ids of diagnostics are explained.
    private const string Rules = "https://github.com/fhirtyped/fhirtyped/tree/main/docs/rules";

    /// <summary>What an exception says, as an OperationOutcome; that of the server where it is an answer of the server's. It holds no data of a patient beyond what the server says.</summary>
    /// <param name="exception">The exception.</param>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static OperationOutcome ToFirelyOutcome(this FhirException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            FhirResponseException { Outcome: { } outcome } => outcome.ToFirely(),
            FhirCapabilityException refused => new OperationOutcome { Issue = [.. refused.Verdicts.Select(static verdict => IssueOf(OperationOutcome.IssueType.NotSupported, verdict.Message, verdict.Id))] },
            FhirTimeoutException => Of(OperationOutcome.IssueType.Timeout, exception),
            FhirTransportException => Of(OperationOutcome.IssueType.Transient, exception),
            FhirFormatException => Of(OperationOutcome.IssueType.Structure, exception),
            _ => Of(OperationOutcome.IssueType.Processing, exception),
        };
    }

    internal static FhirOperationException ToFhirOperationException(FhirException exception)
    {
        var status = exception switch
        {
            FhirResponseException response => response.StatusCode,
            FhirCapabilityException => HttpStatusCode.BadRequest,
            FhirTimeoutException => HttpStatusCode.GatewayTimeout,
            _ => HttpStatusCode.BadGateway,
        };
        return new FhirOperationException(exception.Message, status, exception.ToFirelyOutcome(), exception);
    }

    private static OperationOutcome Of(OperationOutcome.IssueType code, FhirException exception) => new() { Issue = [IssueOf(code, exception.Message, null)] };

    private static OperationOutcome.IssueComponent IssueOf(OperationOutcome.IssueType code, string text, string? id) => new()
    {
        Severity = OperationOutcome.IssueSeverity.Error,
        Code = code,
        Details = new CodeableConcept { Text = text, Coding = id is null ? [] : [new Coding(Rules, id)] },
    };
}
