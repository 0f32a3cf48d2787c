namespace FhirTyped.Matching;

/// <summary>
/// Where an index looks for what may fulfil one value of a criterion. It leads to every value that does, and perhaps to others: whether
/// one does is the matcher's word.
/// </summary>
/// <param name="Kind">What is looked up.</param>
/// <param name="Key">The key; 0 where texts or moments are looked up.</param>
/// <param name="Text">The text; empty where keys or moments are looked up.</param>
/// <param name="From">The first moment, in ticks of UTC.</param>
/// <param name="To">The last moment, which belongs to the range.</param>
internal readonly record struct IndexRange(IndexRangeKind Kind, int Key, string Text, long From, long To)
{
    /// <summary>All that has a key.</summary>
    public static IndexRange Of(int key) => new(IndexRangeKind.Key, key, "", 0, 0);

    /// <summary>All texts that are this one.</summary>
    public static IndexRange Same(string text) => new(IndexRangeKind.Text, 0, text, 0, 0);

    /// <summary>All texts that begin with this one.</summary>
    public static IndexRange Beginning(string text) => new(IndexRangeKind.BeginningOfText, 0, text, 0, 0);

    /// <summary>All times that start within a range.</summary>
    public static IndexRange Starting(long from, long to) => new(IndexRangeKind.Start, 0, "", from, to);

    /// <summary>All times that end within a range.</summary>
    public static IndexRange Ending(long from, long to) => new(IndexRangeKind.End, 0, "", from, to);
}
