using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>Criteria on times, as ranges: https://hl7.org/fhir/R4/search.html#date.</summary>
internal static class DateMatch
{
    public static ValueMatch? TryCreate(string escaped, DateTimeOffset now)
    {
        var prefix = SearchPrefixes.Take(SearchEscaping.Unescape(escaped), out var text);
        if (DateRange.TryParse(text) is not { } range)
        {
            return null;
        }

        var searched = prefix == SearchPrefix.Approximate ? Widen(range, now) : range;
        return value => value is DateIndexValue held && Matches(prefix, searched, held);
    }

    private static bool Matches(SearchPrefix prefix, DateIndexValue searched, DateIndexValue held)
    {
        var isEqual = held.Low >= searched.Low && held.High <= searched.High;
        return prefix switch
        {
            SearchPrefix.Equal => isEqual,
            SearchPrefix.NotEqual => !isEqual,
            SearchPrefix.GreaterThan => held.High > searched.High,
            SearchPrefix.LessThan => held.Low < searched.Low,
            SearchPrefix.GreaterOrEqual => isEqual || held.High > searched.High,
            SearchPrefix.LessOrEqual => isEqual || held.Low < searched.Low,
            SearchPrefix.StartsAfter => held.Low >= searched.High,
            SearchPrefix.EndsBefore => held.High <= searched.Low,
            _ => held.Low < searched.High && held.High > searched.Low,
        };
    }

    // Near is a tenth of how long ago, or how far ahead, the time is: what the specification recommends.
    private static DateIndexValue Widen(DateIndexValue range, DateTimeOffset now)
    {
        var middle = range.Low + ((range.High - range.Low) / 2);
        var margin = Int128.Abs((now.UtcTicks * DateIndexValue.UnitsPerTick) - middle) / 10;
        return new DateIndexValue(range.Low - margin, range.High + margin);
    }
}
