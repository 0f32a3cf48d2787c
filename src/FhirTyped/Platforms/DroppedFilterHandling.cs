namespace FhirTyped;

/// <summary>What happens where the server says that it searched for something else: without a filter, with another value, or with a filter of its own.</summary>
public enum DroppedFilterHandling
{
    /// <summary>The search fails before any result is given: the results may be about other patients.</summary>
    Throw,

    /// <summary>The results are given; the page's receipt says what was dropped or added.</summary>
    Allow,
}
