namespace FhirTyped.TestData;

/// <summary>What every generator needs to know.</summary>
public class GeneratorOptions
{
    /// <summary>The day from which ages and times count back unless another one is set: 2026-01-01. The clock is never asked.</summary>
    public static readonly DateOnly DefaultReferenceDate = new(2026, 1, 1);

    /// <summary>The seed: the same one gives the same bytes, always and everywhere. 1 by default. In a dataset, that of the dataset is used.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The day from which ages and times count back; <see cref="DefaultReferenceDate"/> by default. In a dataset, that of the dataset is used.</summary>
    public DateOnly ReferenceDate { get; init; } = DefaultReferenceDate;

    /// <summary>
    /// Whether resources have ids, UUIDs that follow from the seed; true by default. Without ids they are fit for creating (POST). In a dataset they always have ids, for they refer to each other.
    /// </summary>
    public bool GeneratesIds { get; init; } = true;
}
