using System.Runtime.ExceptionServices;
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
/// lasts to the last byte of an answer. Nearly every request succeeds at once, so its first try runs outside of Polly, whose layers would each be a state machine that
/// waits with it; how it went is told to the circuit breaker afterwards.
/// </remarks>
internal sealed class ServerPipeline
{
    private readonly ResiliencePipeline _breaker;
    private readonly ResiliencePipeline _retry;
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
        _breaker = BuildBreaker();
        _retry = BuildRetry();
    }

    /// <summary>The limits of rate and concurrency; null where there are none.</summary>
    public RequestLimiter? Limiter { get; }

    /// <summary>How many requests have begun and not ended.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Whether nothing is sent for a while.</summary>
    public bool IsOpen => _circuit.CircuitState is CircuitState.Open or CircuitState.Isolated;

    /// <summary>Whether the circuit breaker lets every request pass, so that its first try need not ask.</summary>
    public bool IsClosed => _circuit.CircuitState == CircuitState.Closed;

    /// <summary>A request begins.</summary>
    public void Begin() => Interlocked.Increment(ref _underWay);

    /// <summary>A request is over, however it went.</summary>
    public void End() => Interlocked.Decrement(ref _underWay);

    /// <summary>Tells the circuit breaker that a first try succeeded that had not asked it: failures count as a share of all.</summary>
    public void Succeeded()
    {
        // What was begun before the circuit opened is not the one request that decides whether it closes again.
        if (!_options.CircuitBreaker.IsEnabled || !IsClosed)
        {
            return;
        }

        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false);
        var told = _breaker.ExecuteOutcomeAsync(static (_, _) => new ValueTask<Outcome<bool>>(Outcome.FromResult(true)), context, this);
        if (told.IsCompleted)
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Carries a request out, as often as it takes and may be.</summary>
    /// <param name="attempts">Its tries.</param>
    /// <param name="failure">How the first try failed, where one was made that had not asked the circuit breaker; null for none.</param>
    /// <param name="state">What a try needs.</param>
    /// <param name="attempt">A try.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="FhirCircuitOpenException">The server has been failing, and is left alone for a while. Nothing was sent.</exception>
    public async ValueTask<TAnswer> ExecuteAsync<TAnswer, TState>(
        RequestAttempts attempts, Exception? failure, TState state, Func<TState, RequestAttempts, CancellationToken, ValueTask<TAnswer>> attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        try
        {
            context.Properties.Set(RequestAttempts.Key, attempts);
            var tries = new Tries<TAnswer, TState>(this, attempts, state, attempt) { Failure = failure };
            var outcome = await _retry.ExecuteOutcomeAsync(static (context, tries) => tries.NextAsync(context), context, tries).ConfigureAwait(false);
            if (tries.Failure is { } untold)
            {
                // It was cancelled before anything was made of it.
                ExceptionDispatchInfo.Throw(untold);
            }

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
        }
    }

    private static RequestAttempts AttemptsOf(ResilienceContext context) => context.Properties.GetValue(RequestAttempts.Key, null!);

    private ResiliencePipeline BuildRetry()
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

        return builder.Build();
    }

    private ResiliencePipeline BuildBreaker()
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _clock };
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

    /// <summary>The tries of one request, the first of which may have been made before.</summary>
    private sealed class Tries<TAnswer, TState>(
        ServerPipeline pipeline, RequestAttempts attempts, TState state, Func<TState, RequestAttempts, CancellationToken, ValueTask<TAnswer>> attempt)
    {
        /// <summary>How the first one failed; null where it is still to be made, and once it was told.</summary>
        public Exception? Failure { get; set; }

        /// <summary>How the next one ends, by the circuit breaker.</summary>
        public ValueTask<Outcome<TAnswer>> NextAsync(ResilienceContext context) => Failure is { } failure
            ? TellAsync(failure, context)
            : pipeline._breaker.ExecuteOutcomeAsync(static (context, tries) => tries.TryAsync(context.CancellationToken), context, this);

        private async ValueTask<Outcome<TAnswer>> TellAsync(Exception failure, ResilienceContext context)
        {
            Failure = null;
            var outcome = Outcome.FromException<TAnswer>(failure);

            // Where the circuit has opened meanwhile, the request that decides whether it closes again is another one.
            if (pipeline.IsClosed)
            {
                await pipeline._breaker.ExecuteOutcomeAsync(static (_, outcome) => new ValueTask<Outcome<TAnswer>>(outcome), context, outcome).ConfigureAwait(false);
            }

            return outcome;
        }

        private async ValueTask<Outcome<TAnswer>> TryAsync(CancellationToken cancellationToken)
        {
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
