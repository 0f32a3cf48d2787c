using FhirTyped.R4;
using FhirTyped.R4.FhirPath;

namespace FhirTyped.Matching;

/// <summary>The times of a date parameter: https://hl7.org/fhir/R4/search.html#date.</summary>
internal static class DateValues
{
    public static void Add(FhirPathValue item, List<IndexValue> values)
    {
        var value = item.Element switch
        {
            DateElement { Value: { } date } => DateRange.Of(date),
            DateTimeElement { Value: { } moment } => DateRange.Of(moment),
            InstantElement { Value: { } moment } => DateRange.Of(moment),
            Period period => Of(period),
            Timing timing => Of(timing),
            _ => null,
        };
        if (value is not null)
        {
            values.Add(value);
        }
        else if (item.Element is PrimitiveElement { HasValue: true } or Period { Start: not null } or Period { End: not null } or Timing { Event.Count: > 0 })
        {
            values.Add(UnreadableIndexValue.Instance);
        }
    }

    // An end that is not given is open; one that cannot be read is not.
    private static DateIndexValue? Of(Period period)
    {
        var start = RangeOf(period.Start);
        var end = RangeOf(period.End);
        var isUnreadable = (period.Start is not null && start is null) || (period.End is not null && end is null);
        return isUnreadable || (start is null && end is null)
            ? null
            : new DateIndexValue(start?.Low ?? DateIndexValue.Earliest, end?.High ?? DateIndexValue.Latest);
    }

    // The outer bounds of all that is scheduled; a count of repetitions without bounds says nothing of the end.
    private static DateIndexValue? Of(Timing timing)
    {
        var bounds = timing.Repeat?.Bounds is Period period ? Of(period) : null;
        for (var i = 0; i < timing.Event.Count; i++)
        {
            if (timing.Event.HasValue(i) && RangeOf(timing.Event[i]) is { } moment)
            {
                bounds = bounds is null ? moment : new DateIndexValue(Int128.Min(bounds.Low, moment.Low), Int128.Max(bounds.High, moment.High));
            }
        }

        return bounds;
    }

    private static DateIndexValue? RangeOf(FhirDateTime? moment) => moment is { } known ? DateRange.Of(known) : null;
}
