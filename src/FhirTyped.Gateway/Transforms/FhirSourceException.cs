using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Gateway;

/// <summary>A source refused a call of a transform or an aggregate, or the gateway did.</summary>
public sealed class FhirSourceException : Exception
{
    internal FhirSourceException(string source, HttpStatusCode statusCode, OperationOutcome? outcome, string message, Exception? inner)
        : base(message, inner)
    {
        SourceName = source;
        StatusCode = statusCode;
        Outcome = outcome;
    }

    /// <summary>The source.</summary>
    public string SourceName { get; }

    /// <summary>The HTTP status: the source's, or that which the gateway would have answered.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>What was said; null where it was no FHIR. That of a source may be about a patient.</summary>
    public OperationOutcome? Outcome { get; }
}
