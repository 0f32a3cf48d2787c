using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace FhirTyped.Resilience;

/// <summary>
/// What all requests to one server have in common, whichever client sends them: a failed one is sent again where it may be, a server in trouble is left
/// alone for a while, and the platform's limits are kept.
/// </summary>
/// <remarks>
/// Thread-safe. One for each server. From the outside in: retry, circuit breaker, limits; the time of each try and of all together is the exchange's, since it
/// lasts to the last byte of an answer. Nearly every request succeeds at once, so only those that failed come to Polly: its layers would each be a state machine that waits
/// with a request.
/// </remarks>
internal sealed class ServerPipeline
{
    private readonly Lazy<ResiliencePipeline> _retry;
    private readonly CircuitBreaker? _breaker;
    private readonly FhirResilienceOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _platform;
    private int _underWay;

    public ServerPipeline(PlatformDescriptor platform, FhirPlatformOptions options, ILogger logger)
    {
        _logger = logger;
        _platform = platform.Id;
        _options = options.Resilience;
        _clock = options.TimeProvider;
        Limiter = RequestLimiter.Make(platform, options);
        _breaker = _options.CircuitBreaker.IsEnabled ? new(_options.CircuitBreaker, _clock, TellOpened) : null;
        _retry = new(BuildRetry);
    }

    /// <summary>The limits of rate and concurrency; null where there are none.</summary>
    public RequestLimiter? Limiter { get; }

    /// <summary>How many requests have begun and not ended.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Whether nothing is sent for a while.</summary>
    public bool IsOpen => _breaker?.IsOpen == true;

    /// <summary>A request begins.</summary>
    public void Begin() => Interlocked.Increment(ref _underWay);

    /// <summary>A request is over, however it went.</summary>
    public void End() => Interlocked.Decrement(ref _underWay);

    /// <summary>Throws where nothing may be sent for a while; else the try that follows is told by <see cref="Tell"/>.</summary>
    /// <exception cref="FhirCircuitOpenException">The server has been failing, and is left alone for a while. Nothing was sent.</exception>
    public void ThrowIfOpen(RequestAttempts attempts)
    {
        if (_breaker?.Ask() is { } left)
        {
            throw new FhirCircuitOpenException(attempts.Request.Description, left);
        }
    }

    /// <summary>Tells the circuit breaker how a try went.</summary>
    public void Tell(RequestAttempts attempts, bool hasFailed) => _breaker?.Tell(hasFailed && RetryDecision.IsTrouble(attempts));

    /// <summary>Sends a request again that failed, as often as it takes and may be.</summary>
    /// <param name="attempts">Its tries.</param>
    /// <param name="failure">How the first one failed.</param>
    /// <param name="state">What a try needs.</param>
    /// <param name="attempt">A try.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="FhirCircuitOpenException">The server has been failing, and is left alone for a while. Nothing was sent.</exception>
    public async ValueTask<TAnswer> RepeatAsync<TAnswer, TState>(
        RequestAttempts attempts, Exception failure, TState state, Func<TState, RequestAttempts, CancellationToken, ValueTask<TAnswer>> attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        try
        {
            context.Properties.Set(RequestAttempts.Key, attempts);
            var tries = new Tries<TAnswer, TState>(attempts, state, attempt) { Failure = failure };
            var outcome = await _retry.Value.ExecuteOutcomeAsync(static (context, tries) => tries.NextAsync(context.CancellationToken), context, tries).ConfigureAwait(false);
            if (tries.Failure is { } untold)
            {
                // It was cancelled before anything was made of it.
                ExceptionDispatchInfo.Throw(untold);
            }

            outcome.ThrowIfException();
            return outcome.Result!;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static RequestAttempts AttemptsOf(ResilienceContext context) => context.Properties.GetValue(RequestAttempts.Key, null!);

    private ResiliencePipeline BuildRetry()
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _clock };
        if (_options.MaxRetryAttempts > 0)
        {
            var decision = new RetryDecision(_options);
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = arguments => new(arguments.Outcome.Exception is not null and not FhirCircuitOpenException && decision.IsRepeated(AttemptsOf(arguments.Context))),
                MaxRetryAttempts = _options.MaxRetryAttempts,
                DelayGenerator = static arguments => new(AttemptsOf(arguments.Context).Pause),
                OnRetry = arguments =>
                {
                    var attempts = AttemptsOf(arguments.Context);
                    FhirLog.Repeating(
                        _logger, _platform, attempts.Request.Description, attempts.Failure.ToString(), (int?)attempts.StatusCode, arguments.RetryDelay, attempts.Count);
                    FhirMetrics.Repeating(_platform, attempts.Request.ResourceType);
                    return default;
                },
            });
        }

        return builder.Build();
    }

    private void TellOpened(TimeSpan duration)
    {
        FhirLog.CircuitOpened(_logger, _platform, duration);
        FhirMetrics.CircuitOpened(_platform);
    }

    /// <summary>The tries of one request, the first of which has been made.</summary>
    private sealed class Tries<TAnswer, TState>(RequestAttempts attempts, TState state, Func<TState, RequestAttempts, CancellationToken, ValueTask<TAnswer>> attempt)
    {
        /// <summary>How the first one failed; null once it was told.</summary>
        public Exception? Failure { get; set; }

        /// <summary>How the next one ends.</summary>
        public async ValueTask<Outcome<TAnswer>> NextAsync(CancellationToken cancellationToken)
        {
            if (Failure is { } failure)
            {
                Failure = null;
                return Outcome.FromException<TAnswer>(failure);
            }

            try
            {
                return Outcome.FromResult(await attempt(state, attempts, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception error)
            {
                return Outcome.FromException<TAnswer>(error);
            }
        }
    }
}
