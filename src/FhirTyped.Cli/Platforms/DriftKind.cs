namespace FhirTyped.Cli.Platforms;

/// <summary>What happened to a fact.</summary>
internal enum DriftKind
{
    /// <summary>The server no longer declares it: programs that use it break.</summary>
    Removed,

    /// <summary>The server declares it otherwise.</summary>
    Changed,

    /// <summary>It is new.</summary>
    Added,
}
