using System.Globalization;

namespace FhirTyped.Matching;

/// <summary>From a moment to another, in ticks of UTC: what a date, a dateTime, a Period or a Timing covers.</summary>
/// <param name="Low">The first tick.</param>
/// <param name="High">The tick after the last.</param>
internal sealed record DateIndexValue(long Low, long High) : IndexValue
{
    /// <summary>Where nothing is given before.</summary>
    public const long Earliest = long.MinValue;

    /// <summary>Where nothing is given after.</summary>
    public const long Latest = long.MaxValue;

    public override string SortKey => (Low == Earliest ? 0 : Low).ToString("D19", CultureInfo.InvariantCulture);
}
