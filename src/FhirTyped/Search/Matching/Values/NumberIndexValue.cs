using System.Globalization;

namespace FhirTyped.Matching;

/// <summary>A number, or the range in which it lies; null where an end is open.</summary>
internal sealed record NumberIndexValue(decimal? Low, decimal? High) : IndexValue
{
    public override string SortKey => NumberOrder.KeyOf(Low ?? High);
}
