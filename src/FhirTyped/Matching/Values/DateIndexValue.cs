using System.Globalization;

namespace FhirTyped.Matching;

/// <summary>
/// From a moment to another: what a date, a dateTime, a Period or a Timing covers. Moments are counted in units of 10⁻²⁴ of a second since
/// the beginning of the year 1 in UTC, so that a fraction of up to 24 digits is held as it was written, and no offset carries one out of range.
/// </summary>
/// <param name="Low">The first moment.</param>
/// <param name="High">The first moment behind.</param>
internal sealed record DateIndexValue(Int128 Low, Int128 High) : IndexValue
{
    /// <summary>The digits of a fraction of a second that are held; what follows them is cut off.</summary>
    public const int MostFractionDigits = 24;

    private const long UnitsPerTickAsLong = 100_000_000_000_000_000;

    /// <summary>Where nothing is given before.</summary>
    public static Int128 Earliest => Int128.MinValue;

    /// <summary>Where nothing is given after.</summary>
    public static Int128 Latest => Int128.MaxValue;

    /// <summary>The units of one tick of .NET, which is 10⁻⁷ of a second.</summary>
    public static Int128 UnitsPerTick => UnitsPerTickAsLong;

    public override string SortKey
    {
        get
        {
            // An offset may carry the beginning of the year 1 a little below it.
            var days = UnitsPerTick * TimeSpan.TicksPerDay * 2;
            return (Low == Earliest ? 0 : Low + days).ToString("D39", CultureInfo.InvariantCulture);
        }
    }
}
