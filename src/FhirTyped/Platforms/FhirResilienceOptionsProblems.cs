namespace FhirTyped;

/// <summary>Finds what is wrong with <see cref="FhirResilienceOptions"/>.</summary>
internal static class FhirResilienceOptionsProblems
{
    // What Polly counts in.
    private static readonly TimeSpan ShortestSampling = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Adds everything that is wrong.</summary>
    public static void Find(FhirPlatformOptions all, List<string> problems)
    {
        if (all.Resilience is not { } options)
        {
            problems.Add(nameof(FhirPlatformOptions) + "." + nameof(all.Resilience) + " is null.");
            return;
        }

        Within(nameof(options.MaxRetryAttempts), options.MaxRetryAttempts, 0, 100);
        Within(nameof(options.RequestsPerSecond), options.RequestsPerSecond ?? 0, 0, 1_000_000);
        Within(nameof(options.Concurrency), options.Concurrency ?? 0, 0, 1_000_000);
        Time(nameof(options.Delay), options.Delay, TimeSpan.Zero, Longest);
        Time(nameof(options.MaxDelay), options.MaxDelay, TimeSpan.Zero, Longest);
        Time(nameof(options.MaxRetryAfter), options.MaxRetryAfter, TimeSpan.Zero, Longest);
        if (options.TotalTimeout != Timeout.InfiniteTimeSpan && options.TotalTimeout <= TimeSpan.Zero)
        {
            problems.Add(Name(nameof(options.TotalTimeout)) + $" must be more than nothing, or {nameof(Timeout)}.{nameof(Timeout.InfiniteTimeSpan)}.");
        }

        if (options.RetryMethods?.Any(string.IsNullOrWhiteSpace) == true)
        {
            problems.Add(Name(nameof(options.RetryMethods)) + " holds an empty name.");
        }

        if (options.RetryStatusCodes?.Any(static status => (int)status is < 400 or > 599) == true)
        {
            problems.Add(Name(nameof(options.RetryStatusCodes)) + " holds a status that is no refusal: they are 400 to 599.");
        }

        Breaker(options.CircuitBreaker);

        void Breaker(FhirCircuitBreakerOptions? breaker)
        {
            if (breaker is null)
            {
                problems.Add(Name(nameof(options.CircuitBreaker)) + " is null.");
                return;
            }

            var prefix = nameof(options.CircuitBreaker) + ".";
            if (breaker.FailureRatio is not (> 0 and <= 1))
            {
                problems.Add(Name(prefix + nameof(breaker.FailureRatio)) + " must be more than 0, and at most 1.");
            }

            Within(prefix + nameof(breaker.MinimumThroughput), breaker.MinimumThroughput, 2, int.MaxValue);
            Time(prefix + nameof(breaker.SamplingDuration), breaker.SamplingDuration, ShortestSampling, Longest);
            Time(prefix + nameof(breaker.BreakDuration), breaker.BreakDuration, ShortestSampling, Longest);
        }

        void Within(string name, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                problems.Add($"{Name(name)} is {value}, and must be {least} to {most}.");
            }
        }

        void Time(string name, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
            {
                problems.Add($"{Name(name)} is {value:c}, and must be {least:c} to {most:c}.");
            }
        }
    }

    private static string Name(string property) => nameof(FhirPlatformOptions) + "." + nameof(FhirPlatformOptions.Resilience) + "." + property;
}
