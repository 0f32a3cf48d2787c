using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// The server answered with success, and yet not to what was asked: another resource, another address, no Bundle, a status that says nothing.
/// Nothing of the answer was handed out. Of a write it may have been carried out: <see cref="StatusCode"/> is what the server said.
/// </summary>
public sealed class FhirProtocolException : FhirException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="request">The method and resource type, for example <c>GET Patient</c>.</param>
    /// <param name="problem">What is wrong with the answer, without any of its data.</param>
    /// <param name="statusCode">The HTTP status of the answer.</param>
    /// <param name="outcome">The OperationOutcome of the answer, or null where it holds none.</param>
    /// <param name="innerException">What made it unreadable, or null.</param>
    public FhirProtocolException(
        string request, string problem, HttpStatusCode statusCode, OperationOutcome? outcome = null, Exception? innerException = null)
        : base($"{request}: {problem}", innerException)
    {
        StatusCode = statusCode;
        Outcome = outcome;
    }

    /// <summary>The HTTP status of the answer (RFC 9110).</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The OperationOutcome of the answer (https://hl7.org/fhir/R4/operationoutcome.html), or null. It may hold patient data: do not log it.</summary>
    public OperationOutcome? Outcome { get; }
}
