namespace FhirTyped.Matching;

/// <summary>
/// The matches of a long list of values by the keys that what fulfils them has: a value of a resource is compared with those that it may
/// fulfil, and not with all of them.
/// </summary>
internal sealed class MatchesByKey
{
    /// <summary>Up to how many values are simply tried one after the other.</summary>
    public const int Few = 16;

    private readonly Dictionary<int, List<ValueMatch>> _byKey = [];
    private readonly Dictionary<string, List<ValueMatch>> _byText = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _lengths = [];
    private readonly List<ValueMatch> _others = [];

    /// <summary>Takes a match.</summary>
    /// <param name="match">The match.</param>
    /// <param name="ranges">Where the keys are of what fulfils it; null where they may be anywhere.</param>
    public void Add(ValueMatch match, IndexRange[]? ranges)
    {
        if (ranges is null || Array.Exists(ranges, static range => range.Kind is IndexRangeKind.Start or IndexRangeKind.End))
        {
            _others.Add(match);
            return;
        }

        foreach (var range in ranges)
        {
            if (range.Kind == IndexRangeKind.Key)
            {
                Add(_byKey, range.Key, match);
            }
            else
            {
                Add(_byText, range.Text, match);
                _lengths.Add(range.Text.Length);
            }
        }
    }

    /// <summary>Whether a value fulfils any of them.</summary>
    public bool AnyHolds(IReadOnlyList<IndexValue> values)
    {
        foreach (var value in values)
        {
            var found = new Lookup(this, value);
            IndexKeys.Add(value, found);
            if (found.Holds || AnyHolds(_others, value))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyHolds(List<ValueMatch> matches, IndexValue value)
    {
        SearchMatcher.Compared += matches.Count;
        return matches.Exists(match => match(value));
    }

    private static void Add<TKey>(Dictionary<TKey, List<ValueMatch>> matches, TKey key, ValueMatch match)
        where TKey : notnull
    {
        if (!matches.TryGetValue(key, out var list))
        {
            matches.Add(key, list = []);
        }

        list.Add(match);
    }

    private sealed class Lookup(MatchesByKey matches, IndexValue value) : IIndexKeys
    {
        public bool Holds { get; private set; }

        public void Add(int key) => Holds = Holds || (matches._byKey.TryGetValue(key, out var list) && AnyHolds(list, value));

        public void AddText(string text)
        {
            foreach (var length in matches._lengths)
            {
                if (Holds || length > text.Length)
                {
                    return;
                }

                Holds = matches._byText.TryGetValue(text[..length], out var list) && AnyHolds(list, value);
            }
        }

        public void AddTime(long start, long end)
        {
        }
    }
}
