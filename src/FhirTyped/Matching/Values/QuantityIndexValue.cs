namespace FhirTyped.Matching;

/// <summary>A quantity, or the range in which it lies; null where an end is open.</summary>
internal sealed record QuantityIndexValue(ExactDecimal? Low, ExactDecimal? High, string? System, string? Code, string? Unit) : IndexValue
{
    public override string? SortKey => (Low ?? High)?.SortKey;
}
