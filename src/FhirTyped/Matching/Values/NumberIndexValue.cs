namespace FhirTyped.Matching;

/// <summary>A number, or the range in which it lies; null where an end is open.</summary>
internal sealed record NumberIndexValue(ExactDecimal? Low, ExactDecimal? High) : IndexValue
{
    public override string? SortKey => (Low ?? High)?.SortKey;
}
