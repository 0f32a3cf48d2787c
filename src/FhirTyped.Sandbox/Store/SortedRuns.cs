namespace FhirTyped.Sandbox;

/// <summary>
/// Ids by keys in order: a few sorted runs, each more than twice as long as the next, so that additions cost little and a look-up is a
/// binary search in each. Immutable: a reader keeps what it began with.
/// </summary>
internal sealed class SortedRuns<TKey>
{
    private readonly IComparer<TKey> _order;
    private readonly Run[] _runs;

    private SortedRuns(IComparer<TKey> order, Run[] runs) => (_order, _runs) = (order, runs);

    /// <summary>Nothing yet.</summary>
    public static SortedRuns<TKey> Empty(IComparer<TKey> order) => new(order, []);

    /// <summary>These and more.</summary>
    /// <param name="keys">The further keys; they are taken over and may be changed.</param>
    /// <param name="ids">The id of each.</param>
    public SortedRuns<TKey> With(TKey[] keys, string[] ids)
    {
        if (keys.Length == 0)
        {
            return this;
        }

        Array.Sort(keys, ids, _order);
        var added = new Run(keys, ids);
        var kept = _runs.Length;
        while (kept > 0 && _runs[kept - 1].Keys.Length <= 2 * added.Keys.Length)
        {
            added = Merge(_runs[--kept], added);
        }

        return new(_order, [.. _runs.AsSpan(0, kept), added]);
    }

    /// <summary>Adds the ids of the entries that a key begins.</summary>
    /// <param name="found">Takes them.</param>
    /// <param name="from">The first key.</param>
    /// <param name="isIn">Whether a key from there on belongs to the range; behind the first that does not, none does.</param>
    public void Find(List<ArraySegment<string>> found, TKey from, Predicate<TKey> isIn)
    {
        foreach (var run in _runs)
        {
            var start = FirstNot(run.Keys, 0, key => _order.Compare(key, from) < 0);
            var end = FirstNot(run.Keys, start, isIn);
            if (end > start)
            {
                found.Add(new ArraySegment<string>(run.Ids, start, end - start));
            }
        }
    }

    private Run Merge(Run left, Run right)
    {
        var length = left.Keys.Length + right.Keys.Length;
        var merged = new Run(new TKey[length], new string[length]);
        var (l, r) = (0, 0);
        for (var i = 0; i < length; i++)
        {
            var isLeft = r == right.Keys.Length || (l < left.Keys.Length && _order.Compare(left.Keys[l], right.Keys[r]) <= 0);
            var (from, at) = isLeft ? (left, l++) : (right, r++);
            merged.Keys[i] = from.Keys[at];
            merged.Ids[i] = from.Ids[at];
        }

        return merged;
    }

    /// <summary>The place of the first key that is not so, where those that are stand before the others.</summary>
    private static int FirstNot(TKey[] keys, int start, Predicate<TKey> isSo)
    {
        var (low, high) = (start, keys.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (isSo(keys[middle]))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private sealed record Run(TKey[] Keys, string[] Ids);
}
