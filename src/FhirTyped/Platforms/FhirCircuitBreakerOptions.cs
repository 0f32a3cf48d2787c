namespace FhirTyped;

/// <summary>
/// When a server that keeps failing is left alone for a while: network errors, timeouts and 5xx (but 501) count as failures. Meanwhile every call throws a
/// <see cref="FhirCircuitOpenException"/>; then one request is let through, and decides.
/// </summary>
public sealed class FhirCircuitBreakerOptions
{
    /// <summary>Whether there is a circuit breaker.</summary>
    /// <value>By default true.</value>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Which share of the requests has to fail.</summary>
    /// <value>By default 0.5; more than 0, at most 1.</value>
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>How many requests there must have been within <see cref="SamplingDuration"/> before the share counts.</summary>
    /// <value>By default 20; at least 2.</value>
    public int MinimumThroughput { get; set; } = 20;

    /// <summary>Over how long failures are counted.</summary>
    /// <value>By default 30 seconds; at least half a second.</value>
    public TimeSpan SamplingDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long the server is left alone.</summary>
    /// <value>By default 15 seconds; at least half a second.</value>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A copy.</summary>
    internal FhirCircuitBreakerOptions Clone() => (FhirCircuitBreakerOptions)MemberwiseClone();
}
