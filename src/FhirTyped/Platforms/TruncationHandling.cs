namespace FhirTyped;

/// <summary>What happens where a server gave fewer matches than it counted, and no further page.</summary>
public enum TruncationHandling
{
    /// <summary>The receipt of the last page, a warning in the log and the metric <c>fhirtyped.search.truncated</c> tell it.</summary>
    Tell,

    /// <summary>Beside that the search fails, before the last page is given.</summary>
    Throw,
}
