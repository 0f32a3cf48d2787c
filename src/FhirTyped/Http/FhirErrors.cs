using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Makes the exception of an HTTP status.</summary>
internal static class FhirErrors
{
    public static FhirResponseException Make(string request, HttpResponseMessage response, OperationOutcome? outcome)
    {
        var retryAfter = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - DateTimeOffset.UtcNow is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
            _ => (TimeSpan?)null,
        };
        var status = response.StatusCode;
        return status switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new FhirNotFoundException(request, status, outcome),
            HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed => new FhirConflictException(request, status, outcome),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new FhirAuthorizationException(request, status, outcome),
            HttpStatusCode.TooManyRequests => new FhirRateLimitException(request, status, outcome) { RetryAfter = retryAfter },
            _ => new FhirResponseException(request, status, outcome) { RetryAfter = retryAfter },
        };
    }
}
