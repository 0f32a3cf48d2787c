namespace FhirTyped.Matching;

/// <summary>A quantity, or the range in which it lies; null where an end is open.</summary>
internal sealed record QuantityIndexValue(decimal? Low, decimal? High, string? System, string? Code, string? Unit) : IndexValue
{
    public override string SortKey => NumberOrder.KeyOf(Low ?? High);
}
