namespace FhirTyped.TestData;

/// <summary>Which records a <see cref="UsCoreGenerator"/> makes.</summary>
public sealed class UsCoreGeneratorOptions
{
    /// <summary>How many patients; 10 by default.</summary>
    public int Patients { get; init; } = 10;

    /// <summary>The seed: the same one gives the same bytes, always and everywhere. 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The day on which the records end; 2026-01-01 by default. The clock is never asked.</summary>
    public DateOnly ReferenceDate { get; init; } = GeneratorOptions.DefaultReferenceDate;

    /// <summary>The age of the youngest patient in whole years; 0 by default.</summary>
    public int MinimumAge { get; init; }

    /// <summary>The age of the oldest patient in whole years; 95 by default, 150 at most.</summary>
    public int MaximumAge { get; init; } = 95;

    /// <summary>
    /// The resource types that are given out, of <see cref="UsCoreGenerator.ResourceTypes"/>; null, the default, for all. What is given out is the same as among all, so that its references may lead to
    /// resources that are not.
    /// </summary>
    public IReadOnlyCollection<string>? Types { get; init; }
}
