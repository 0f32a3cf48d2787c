namespace FhirTyped.TestData;

/// <summary>The seed and the reference date of a whole dataset.</summary>
public sealed class DatasetOptions
{
    /// <summary>The seed: the same one gives the same bytes, always and everywhere. 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The day from which ages and times count back; 2026-01-01 by default. The clock is never asked.</summary>
    public DateOnly ReferenceDate { get; init; } = GeneratorOptions.DefaultReferenceDate;
}
