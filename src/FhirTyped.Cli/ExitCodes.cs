namespace FhirTyped.Cli;

/// <summary>What the tool's exit code says to a script.</summary>
internal static class ExitCodes
{
    /// <summary>Done; what was asked about is supported.</summary>
    public const int Success = 0;

    /// <summary>The tool could not do what was asked: wrong input, file or address.</summary>
    public const int Failure = 1;

    /// <summary>The platform refuses what was asked about.</summary>
    public const int Refused = 2;

    /// <summary>Something that the platform's facts hold is gone from its server, or has changed.</summary>
    public const int Drifted = 3;

    /// <summary>Nothing declares what was asked about: it may work.</summary>
    public const int Undeclared = 4;

    /// <summary>A resource that was validated does not conform.</summary>
    public const int Invalid = 5;
}
