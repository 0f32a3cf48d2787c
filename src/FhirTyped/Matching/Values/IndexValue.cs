namespace FhirTyped.Matching;

/// <summary>What a resource holds for a search parameter, in the form in which it is compared.</summary>
internal abstract record IndexValue
{
    /// <summary>What a sorted result is ordered by, ordinally; null where the value has no order.</summary>
    public virtual string? SortKey => null;

    /// <summary>Whether a criterion that it does not fulfil may be true of it all the same, since the resource does not say all of it.</summary>
    public virtual bool IsUncertain => false;
}
