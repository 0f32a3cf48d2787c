using System.Net;

namespace FhirTyped.Resilience;

/// <summary>Decides whether a request that failed is sent again. The table is in docs/guides/resilience.md.</summary>
internal sealed class RetryDecision(FhirResilienceOptions options)
{
    private readonly HashSet<HttpStatusCode> _statuses = [.. options.RetryStatusCodes ?? (IEnumerable<HttpStatusCode>)FhirResilienceOptions.DefaultRetryStatusCodes];
    private readonly HashSet<string>? _methods = options.RetryMethods is { } methods ? new(methods, StringComparer.OrdinalIgnoreCase) : null;

    /// <summary>Whether a try that failed so is followed by another one, if there is one left.</summary>
    public bool IsRepeated(RequestAttempts attempts)
    {
        if (!MayBeRepeated(attempts))
        {
            return false;
        }

        attempts.Pause = attempts.RetryAfter ?? Backoff(attempts.Count);
        return options.TotalTimeout == Timeout.InfiniteTimeSpan || attempts.Elapsed + attempts.Pause < options.TotalTimeout;
    }

    private bool MayBeRepeated(RequestAttempts attempts)
    {
        var request = attempts.Request;
        if (_methods?.Contains(request.Method.Method) == false)
        {
            return false;
        }

        return attempts.Failure switch
        {
            AttemptFailure.Status => _statuses.Contains(attempts.StatusCode!.Value)
                && (request.Repetition == FhirRepetition.Always || (request.Repetition == FhirRepetition.WhereRefused && IsRefusal(attempts.StatusCode.Value)))

                // To come earlier than the server asks is what it asks not to do; to wait that long is the caller's to decide.
                && !(attempts.RetryAfter > options.MaxRetryAfter),
            AttemptFailure.Network or AttemptFailure.Timeout => options.RetryNetworkErrors && request.Repetition == FhirRepetition.Always,
            _ => false,
        };
    }

    /// <summary>Whether a failure says that the server is in trouble, and not that it does not like the request.</summary>
    public static bool IsTrouble(RequestAttempts attempts) => attempts.Failure is AttemptFailure.Network or AttemptFailure.Timeout
        || attempts is { Failure: AttemptFailure.Status, StatusCode: >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented };

    /// <summary>
    /// It doubles, between half and one and a half of that by lot, so that many who failed at once do not come back at once. It is drawn here and not by Polly, since whether
    /// there is time for it has to be known before.
    /// </summary>
    private TimeSpan Backoff(int tries)
    {
        var pause = options.Delay * Math.Pow(2, Math.Min(tries - 1, 40)) * (0.5 + Random.Shared.NextDouble());
        return pause < options.MaxDelay ? pause : options.MaxDelay;
    }

    private static bool IsRefusal(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
}
