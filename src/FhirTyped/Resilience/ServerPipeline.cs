using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace FhirTyped.Resilience;

/// <summary>
/// What all requests to one server have in common, whichever client sends them: a failed one is sent again where it may be, a server in trouble is left
/// alone for a while, and the platform's limits are kept.
/// </summary>
/// <remarks>
/// Thread-safe. One for each server. From the outside in: retry, circuit breaker, limits; the time of each try and of all together is the exchange's, since it
/// lasts to the last byte of an answer.
/// </remarks>
internal sealed class ServerPipeline
{
    private readonly ResiliencePipeline _pipeline;
    private readonly RetryDecision _decision;
    private readonly FhirResilienceOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _platform;
    private readonly CircuitBreakerStateProvider _circuit = new();
    private int _underWay;

    public ServerPipeline(PlatformDescriptor platform, FhirPlatformOptions options, ILogger logger)
    {
        _logger = logger;
        _platform = platform.Id;
        _options = options.Resilience;
        _clock = options.TimeProvider;
        _decision = new RetryDecision(_options);
        Limiter = RequestLimiter.Make(platform, options);
        _pipeline = Build();
    }

    /// <summary>The limits of rate and concurrency; null where there are none.</summary>
    public RequestLimiter? Limiter { get; }

    /// <summary>How many requests have begun and not ended.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Whether nothing is sent for a while.</summary>
    public bool IsOpen => _circuit.CircuitState is CircuitState.Open or CircuitState.Isolated;

    /// <summary>Carries a request out, as often as it takes and may be.</summary>
    /// <exception cref="FhirCircuitOpenException">The server has been failing, and is left alone for a while. Nothing was sent.</exception>
    public async Task<TAnswer> ExecuteAsync<TAnswer, TState>(
        RequestAttempts attempts, TState state, Func<TState, RequestAttempts, CancellationToken, Task<TAnswer>> attempt, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _underWay);
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        try
        {
            context.Properties.Set(RequestAttempts.Key, attempts);
            var outcome = await _pipeline.ExecuteOutcomeAsync(
                static async (context, state) =>
                {
                    try
                    {
                        return Outcome.FromResult(await state.attempt(state.state, state.attempts, context.CancellationToken).ConfigureAwait(false));
                    }
                    catch (Exception error)
                    {
                        return Outcome.FromException<TAnswer>(error);
                    }
                },
                context, (attempts, state, attempt)).ConfigureAwait(false);
            if (outcome.Exception is BrokenCircuitException broken)
            {
                throw new FhirCircuitOpenException(attempts.Request.Description, broken.RetryAfter);
            }

            outcome.ThrowIfException();
            return outcome.Result!;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
            Interlocked.Decrement(ref _underWay);
        }
    }

    private static RequestAttempts AttemptsOf(ResilienceContext context) => context.Properties.GetValue(RequestAttempts.Key, null!);

    private ResiliencePipeline Build()
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _clock };
        if (_options.MaxRetryAttempts > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = arguments => new(arguments.Outcome.Exception is not null and not BrokenCircuitException && _decision.IsRepeated(AttemptsOf(arguments.Context))),
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

        if (_options.CircuitBreaker is { IsEnabled: true } breaker)
        {
            builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = static arguments => new(arguments.Outcome.Exception is not null && RetryDecision.IsTrouble(AttemptsOf(arguments.Context))),
                FailureRatio = breaker.FailureRatio,
                MinimumThroughput = breaker.MinimumThroughput,
                SamplingDuration = breaker.SamplingDuration,
                BreakDuration = breaker.BreakDuration,
                StateProvider = _circuit,
                OnOpened = arguments =>
                {
                    FhirLog.CircuitOpened(_logger, _platform, arguments.BreakDuration);
                    FhirMetrics.CircuitOpened(_platform);
                    return default;
                },
            });
        }

        return builder.Build();
    }
}
