namespace FhirTyped.Sandbox;

/// <summary>Orders sort keys; what has none comes last in either direction.</summary>
internal sealed class SortKeyComparer(bool descends) : IComparer<string?>
{
    public static SortKeyComparer Ascending { get; } = new(descends: false);

    public static SortKeyComparer Descending { get; } = new(descends: true);

    public int Compare(string? x, string? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => descends ? string.CompareOrdinal(y, x) : string.CompareOrdinal(x, y),
    };
}
