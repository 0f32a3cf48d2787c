using Polly;
using Polly.Retry;

namespace FhirTyped;

/// <summary>
/// Does a read and a write again where somebody else was faster. The pauses grow and are drawn by lot, so that many who change one resource do not keep
/// meeting each other.
/// </summary>
internal sealed class ConflictRetry(FhirPlatformOptions options)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Lazy<ResiliencePipeline> _pipeline = new(() => Build(options));

    /// <summary>Carries it out until there is no conflict, as often as the options allow.</summary>
    /// <exception cref="FhirConflictException">The last attempt met a conflict too.</exception>
    public ValueTask<TResult> ExecuteAsync<TResult, TState>(
        Func<TState, CancellationToken, ValueTask<TResult>> attempt, TState state, CancellationToken cancellationToken) =>
        _pipeline.Value.ExecuteAsync(attempt, state, cancellationToken);

    private static ResiliencePipeline Build(FhirPlatformOptions options)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider };
        if (options.ModifyAttempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = static arguments => new ValueTask<bool>(arguments.Outcome.Exception is FhirConflictException),
                MaxRetryAttempts = options.ModifyAttempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstPause,
                MaxDelay = LongestPause,
            });
        }

        return builder.Build();
    }
}
