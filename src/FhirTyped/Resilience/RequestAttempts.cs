using System.Net;
using Polly;

namespace FhirTyped.Resilience;

/// <summary>The tries of one request: how often it was sent, and what became of the last one.</summary>
internal sealed class RequestAttempts(FhirRequest request, TimeProvider clock)
{
    /// <summary>By which a pipeline's strategies find it.</summary>
    public static readonly ResiliencePropertyKey<RequestAttempts> Key = new("FhirTyped.Attempts");

    private readonly long _started = clock.GetTimestamp();

    /// <summary>What is asked.</summary>
    public FhirRequest Request => request;

    /// <summary>Whether it was sent with another token after a 401: that is done once.</summary>
    public bool IsReauthorized { get; set; }

    /// <summary>How often it was sent.</summary>
    public int Count { get; private set; }

    /// <summary>How long it has taken so far.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    /// <summary>How long is waited before the next try.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>How the last try failed.</summary>
    public AttemptFailure Failure { get; set; }

    /// <summary>The status of the last answer; null where there was none.</summary>
    public HttpStatusCode? StatusCode { get; private set; }

    /// <summary>How long the server asked to wait; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>A further try begins.</summary>
    public void Begin()
    {
        Count++;
        Failure = AttemptFailure.None;
        StatusCode = null;
        RetryAfter = null;
    }

    /// <summary>The head of an answer is there.</summary>
    public void Answered(HttpResponseMessage response)
    {
        StatusCode = response.StatusCode;
        if (!response.IsSuccessStatusCode)
        {
            Failure = AttemptFailure.Status;
            RetryAfter = FhirErrors.RetryAfterOf(response, clock.GetUtcNow());
        }
    }
}
