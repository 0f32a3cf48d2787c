namespace FhirTyped;

/// <summary>A query that is never searched: functions pick a parameter from it for its name. It belongs to no search, so whatever is added to it throws.</summary>
internal static class PickedQuery<TQuery>
    where TQuery : FhirQuery, new()
{
    /// <summary>The query.</summary>
    public static TQuery Instance { get; } = new();
}
