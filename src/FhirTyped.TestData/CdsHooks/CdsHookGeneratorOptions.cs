namespace FhirTyped.TestData;

/// <summary>Which requests a <see cref="CdsHookGenerator"/> makes.</summary>
public sealed class CdsHookGeneratorOptions
{
    /// <summary>The seed: the same one gives the same bytes, always and everywhere. 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The day on which the hook fires; 2026-01-01 by default. The clock is never asked.</summary>
    public DateOnly ReferenceDate { get; init; } = GeneratorOptions.DefaultReferenceDate;

    /// <summary>The age of the youngest patient in whole years; 40 by default: at that age there is something to advise.</summary>
    public int MinimumAge { get; init; } = 40;

    /// <summary>The age of the oldest patient in whole years; 90 by default, 150 at most.</summary>
    public int MaximumAge { get; init; } = 90;
}
