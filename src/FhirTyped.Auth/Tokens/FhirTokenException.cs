using System.Net;

namespace FhirTyped.Auth;

/// <summary>No access token could be had. The request to the FHIR server was not sent.</summary>
/// <remarks>The message says what went wrong in this library's words, with the OAuth error code where it is a registered one: never with the server's text or a secret.</remarks>
public class FhirTokenException : FhirException
{
    /// <summary>Makes it.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public FhirTokenException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The OAuth error code, for example <c>invalid_client</c> (RFC 6749 section 5.2); null where there was none, or none that is registered.</summary>
    public string? Error { get; init; }

    /// <summary>The HTTP status of the answer; null where none came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>How long the server asked to be left alone (<c>Retry-After</c>); null where it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the request may have been carried out although no answer came: a refresh token may be used up.</summary>
    internal bool IsOutcomeUnknown { get; init; }

    /// <summary>The same for another caller: an exception that several throw has the way of only one of them.</summary>
    internal virtual FhirTokenException Copy() => new(Message, InnerException)
    {
        Error = Error, StatusCode = StatusCode, RetryAfter = RetryAfter, IsOutcomeUnknown = IsOutcomeUnknown,
    };
}
