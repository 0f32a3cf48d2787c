namespace FhirTyped.Capabilities;

/// <summary>The limits that a platform publishes; 0 is unknown.</summary>
/// <param name="MaximumCount">The largest page that <c>_count</c> can ask for, in resources.</param>
/// <param name="RequestsPerSecond">Requests per second.</param>
/// <param name="Concurrency">Requests at one time.</param>
public sealed record PlatformLimits(int MaximumCount, int RequestsPerSecond, int Concurrency)
{
    /// <summary>How many requests one batch or transaction may hold; 0 is unknown.</summary>
    public int MaximumBundleEntries { get; init; }

    /// <summary>Nothing is known.</summary>
    public static PlatformLimits Unknown { get; } = new(0, 0, 0);
}
