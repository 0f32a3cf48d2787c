namespace FhirTyped.TestData;

/// <summary>When the steps of a time series are. Exactly one of <see cref="End"/> and <see cref="Count"/> is set.</summary>
/// <remarks>
/// Steps keep the offset of <see cref="Start"/>: a day is 24 hours, also where clocks are changed. Months and years are counted from the start, and where a month is too short the step is on its last day:
/// 31 January, 28 February, 31 March.
/// </remarks>
public sealed class TimeSeriesOptions : GeneratorOptions
{
    /// <summary>The first step.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The end: steps until then, that moment included; null where <see cref="Count"/> says how many there are.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>How many steps there are, 1 at least; null where <see cref="End"/> says until when.</summary>
    public int? Count { get; init; }

    /// <summary>The unit of the steps; daily by default.</summary>
    public TimeSeriesFrequency Frequency { get; init; } = TimeSeriesFrequency.Daily;

    /// <summary>How many units from one step to the next, 1 at least; 1 by default.</summary>
    public int Period { get; init; } = 1;

    /// <summary>The time from one step to the next, in place of <see cref="Frequency"/> and <see cref="Period"/>; null by default.</summary>
    public TimeSpan? Interval { get; init; }
}
