using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>The keys of times: where they start and end. Each comparison is about one of the two, so that one range holds all that fulfil it.</summary>
internal static class DateKeys
{
    // A Period that ends before it starts: no single end says what it fulfils.
    private static readonly int Reversed = IndexKeys.Of('r', "");

    public static void Add(DateIndexValue value, IIndexKeys keys)
    {
        if (value.Low > value.High)
        {
            keys.Add(Reversed);
            return;
        }

        keys.AddTime(value.Low, value.High);
    }

    public static IndexRange[]? FindRanges(string escaped)
    {
        var prefix = SearchPrefixes.Take(SearchEscaping.Unescape(escaped), out var text);
        if (DateRange.TryParse(text) is not var (low, high))
        {
            return null;
        }

        IndexRange? range = prefix switch
        {
            SearchPrefix.Equal => IndexRange.Starting(low, high),
            SearchPrefix.GreaterThan => IndexRange.Ending(high, DateIndexValue.Latest),
            SearchPrefix.LessThan => IndexRange.Starting(DateIndexValue.Earliest, low),
            SearchPrefix.GreaterOrEqual => IndexRange.Ending(low, DateIndexValue.Latest),
            SearchPrefix.LessOrEqual => IndexRange.Starting(DateIndexValue.Earliest, high),
            SearchPrefix.StartsAfter => IndexRange.Starting(high, DateIndexValue.Latest),
            SearchPrefix.EndsBefore => IndexRange.Ending(DateIndexValue.Earliest, low),
            // What is not equal is nearly all; how near is near depends on the moment of asking.
            _ => null,
        };
        return range is { } found ? [found, IndexRange.Of(Reversed)] : null;
    }
}
