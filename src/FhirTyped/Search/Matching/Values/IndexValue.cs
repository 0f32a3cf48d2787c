namespace FhirTyped.Matching;

/// <summary>What a resource holds for a search parameter, in the form in which it is compared.</summary>
internal abstract record IndexValue
{
    /// <summary>What a sorted result is ordered by, ordinally; null where the value has no order.</summary>
    public virtual string? SortKey => null;
}
