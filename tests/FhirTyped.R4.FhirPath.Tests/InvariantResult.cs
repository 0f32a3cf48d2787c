namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>What comes of an invariant at one place.</summary>
internal enum InvariantResult
{
    /// <summary>True.</summary>
    Holds,

    /// <summary>False.</summary>
    IsBroken,

    /// <summary>Empty: neither true nor false.</summary>
    IsUnknown,

    /// <summary>The expression cannot be evaluated there.</summary>
    Fails,
}
