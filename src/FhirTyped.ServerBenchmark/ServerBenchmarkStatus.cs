namespace FhirTyped.ServerBenchmark;

/// <summary>What became of an operation.</summary>
public enum ServerBenchmarkStatus
{
    /// <summary>It was measured; errors among the attempts are counted.</summary>
    Measured,

    /// <summary>Nothing was sent: the platform does not support it, or what it would insert could not be removed again.</summary>
    NotSupported,

    /// <summary>There was nothing to do it with: what it needs was not inserted.</summary>
    NotPossible,
}
