using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>The platform does not support what was asked. Nothing was sent.</summary>
public sealed class FhirCapabilityException : FhirException
{
    /// <summary>Makes the exception of what the judge found.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="verdicts">The findings; at least one.</param>
    public FhirCapabilityException(PlatformDescriptor platform, IReadOnlyList<CapabilityVerdict> verdicts)
        : base(Describe(verdicts))
    {
        Platform = platform;
        Verdicts = verdicts;
    }

    /// <summary>The platform that does not support it.</summary>
    public PlatformDescriptor Platform { get; }

    /// <summary>What the judge found, in the order of the search's criteria.</summary>
    public IReadOnlyList<CapabilityVerdict> Verdicts { get; }

    private static string Describe(IReadOnlyList<CapabilityVerdict> verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        return string.Join(' ', verdicts.Select(static verdict => verdict.Id + ": " + verdict.Message));
    }
}
