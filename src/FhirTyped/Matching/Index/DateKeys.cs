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

        keys.AddTime(TicksOf(value.Low), TicksOf(value.High));
    }

    public static IndexRange[]? FindRanges(string escaped)
    {
        var prefix = SearchPrefixes.Take(SearchEscaping.Unescape(escaped), out var text);
        if (DateRange.TryParse(text) is not { } searched)
        {
            return null;
        }

        var (low, high) = (TicksOf(searched.Low), TicksOf(searched.High));

        IndexRange? range = prefix switch
        {
            SearchPrefix.Equal => IndexRange.Starting(low, high),
            SearchPrefix.GreaterThan => IndexRange.Ending(high, long.MaxValue),
            SearchPrefix.LessThan => IndexRange.Starting(long.MinValue, low),
            SearchPrefix.GreaterOrEqual => IndexRange.Ending(low, long.MaxValue),
            SearchPrefix.LessOrEqual => IndexRange.Starting(long.MinValue, high),
            SearchPrefix.StartsAfter => IndexRange.Starting(high, long.MaxValue),
            SearchPrefix.EndsBefore => IndexRange.Ending(long.MinValue, low),
            // What is not equal is nearly all; how near is near depends on the moment of asking.
            _ => null,
        };
        return range is { } found ? [found, IndexRange.Of(Reversed)] : null;
    }

    // Cut to whole ticks, moments keep their order: what is within a range is so cut as well, and the match looks at the rest.
    private static long TicksOf(Int128 moment) => moment == DateIndexValue.Earliest ? long.MinValue
        : moment == DateIndexValue.Latest ? long.MaxValue
        : (long)((moment - Positive(moment % DateIndexValue.UnitsPerTick)) / DateIndexValue.UnitsPerTick);

    private static Int128 Positive(Int128 rest) => rest < 0 ? rest + DateIndexValue.UnitsPerTick : rest;
}
