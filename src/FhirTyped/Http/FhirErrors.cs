using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Makes the exception of an HTTP status.</summary>
internal static class FhirErrors
{
    /// <summary>The exception of an answer.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="response">The answer.</param>
    /// <param name="outcome">The OperationOutcome of its body, or null.</param>
    /// <param name="now">The moment from which a date in <c>Retry-After</c> counts.</param>
    public static FhirResponseException Make(FhirRequest request, HttpResponseMessage response, OperationOutcome? outcome, DateTimeOffset now) =>
        Make(request.Description, response.StatusCode, outcome, request.Kind, RetryAfterOf(response, now), response.Headers);

    /// <summary>How long an answer asks to wait, in seconds or as a date (RFC 9110 section 10.2.3); null where it does not say.</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - now is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>The exception of a status: of an answer, or of an entry of one.</summary>
    public static FhirResponseException Make(
        string request, HttpStatusCode status, OperationOutcome? outcome, FhirRequestKind kind, TimeSpan? retryAfter = null,
        System.Net.Http.Headers.HttpResponseHeaders? headers = null) =>
        status switch
        {
            HttpStatusCode.PreconditionFailed when kind == FhirRequestKind.Conditional =>
                new FhirMultipleMatchesException(request, status, outcome) { RetryAfter = retryAfter, Headers = headers },
            _ when kind == FhirRequestKind.Transaction && IsRefusal(status) =>
                new FhirTransactionException(request, status, outcome) { RetryAfter = retryAfter, Headers = headers },
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new FhirNotFoundException(request, status, outcome) { RetryAfter = retryAfter, Headers = headers },
            HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed =>
                new FhirConflictException(request, status, outcome) { RetryAfter = retryAfter, Headers = headers },
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new FhirAuthorizationException(request, status, outcome) { RetryAfter = retryAfter, Headers = headers },
            HttpStatusCode.TooManyRequests => new FhirRateLimitException(request, status, outcome) { RetryAfter = retryAfter, Headers = headers },
            _ => new FhirResponseException(request, status, outcome) { RetryAfter = retryAfter, Headers = headers },
        };

    /// <summary>Whether the server looked at a transaction and refused it. After 5xx nobody knows; the other two are about the client.</summary>
    private static bool IsRefusal(HttpStatusCode status) => (int)status is >= 400 and < 500
        && status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests);
}
