using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>For which place in the data a resource is made.</summary>
public sealed class GenerationContext
{
    private readonly SeededRandom _random;

    internal GenerationContext(SeededRandom random, long index, DateOnly referenceDate, bool generatesIds, Resource? parent)
    {
        _random = random;
        Index = index;
        ReferenceDate = referenceDate;
        GeneratesIds = generatesIds;
        Parent = parent;
    }

    /// <summary>Which one it is, from 0: among those of a generator, or among those that a dataset makes for one base resource.</summary>
    public long Index { get; }

    /// <summary>The day from which ages and times count back.</summary>
    public DateOnly ReferenceDate { get; }

    /// <summary>The resource on which it depends in a dataset; null for those that depend on none.</summary>
    public Resource? Parent { get; }

    /// <summary>Which step of a time series it is, from 0; 0 where there is no series.</summary>
    public int Step { get; private init; }

    /// <summary>The time of that step; null where there is no series.</summary>
    public DateTimeOffset? Time { get; private init; }

    internal bool GeneratesIds { get; }

    /// <summary>A stream of random numbers for this place and a purpose: independent of all others.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <exception cref="ArgumentNullException"><paramref name="purpose"/> is null.</exception>
    public SeededRandom Random(string purpose) => _random.Derive(purpose);

    internal SeededRandom Random(string purpose, int index) => _random.Derive(purpose, index);

    internal GenerationContext At(int step, DateTimeOffset time) =>
        new(_random.Derive(":step", step), Index, ReferenceDate, GeneratesIds, Parent) { Step = step, Time = time };
}
