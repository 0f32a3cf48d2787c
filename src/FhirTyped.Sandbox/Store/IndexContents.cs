using FhirTyped.Matching;

namespace FhirTyped.Sandbox;

/// <summary>What an index holds at one moment: ids by keys, by texts and by times. Immutable.</summary>
internal sealed record IndexContents
{
    public static IndexContents Empty { get; } = new();

    private SortedRuns<int> Keys { get; init; } = SortedRuns<int>.Empty(Comparer<int>.Default);

    private SortedRuns<string> Texts { get; init; } = SortedRuns<string>.Empty(StringComparer.Ordinal);

    private SortedRuns<long> Starts { get; init; } = SortedRuns<long>.Empty(Comparer<long>.Default);

    private SortedRuns<long> Ends { get; init; } = SortedRuns<long>.Empty(Comparer<long>.Default);

    /// <summary>Adds the ids of a range; an id may come several times.</summary>
    public void Find(List<ArraySegment<string>> found, IndexRange range)
    {
        switch (range.Kind)
        {
            case IndexRangeKind.Key:
                Keys.Find(found, range.Key, key => key == range.Key);
                break;
            case IndexRangeKind.Text:
                Texts.Find(found, range.Text, text => text == range.Text);
                break;
            case IndexRangeKind.BeginningOfText:
                Texts.Find(found, range.Text, text => text.StartsWith(range.Text, StringComparison.Ordinal));
                break;
            case IndexRangeKind.Start:
                Starts.Find(found, range.From, moment => moment <= range.To);
                break;
            default:
                Ends.Find(found, range.From, moment => moment <= range.To);
                break;
        }
    }

    /// <summary>Gathers entries, which then become part of the contents together.</summary>
    internal sealed class Additions : IIndexKeys
    {
        private readonly List<int> _keys = [];
        private readonly List<string> _idsOfKeys = [];
        private readonly List<string> _texts = [];
        private readonly List<string> _idsOfTexts = [];
        private readonly List<long> _starts = [];
        private readonly List<long> _ends = [];
        private readonly List<string> _idsOfTimes = [];

        /// <summary>The id of the resource whose keys are given.</summary>
        public string Id { get; set; } = "";

        public void Add(int key)
        {
            _keys.Add(key);
            _idsOfKeys.Add(Id);
        }

        public void AddText(string text)
        {
            _texts.Add(text);
            _idsOfTexts.Add(Id);
        }

        public void AddTime(long start, long end)
        {
            _starts.Add(start);
            _ends.Add(end);
            _idsOfTimes.Add(Id);
        }

        public IndexContents AddTo(IndexContents contents) => contents with
        {
            Keys = contents.Keys.With([.. _keys], [.. _idsOfKeys]),
            Texts = contents.Texts.With([.. _texts], [.. _idsOfTexts]),
            Starts = contents.Starts.With([.. _starts], [.. _idsOfTimes]),
            Ends = contents.Ends.With([.. _ends], [.. _idsOfTimes]),
        };
    }
}
