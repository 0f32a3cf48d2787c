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
            DateElement { Value: { IsValid: true } date } => DateRange.Of(date),
            DateTimeElement { Value: { Precision: not FhirPrecision.None } moment } => DateRange.Of(moment),
            InstantElement { Value: { Precision: not FhirPrecision.None } moment } => DateRange.Of(moment),
            Period period => Of(period),
            Timing timing => Of(timing),
            _ => null,
        };
        if (value is not null)
        {
            values.Add(value);
        }
    }

    // An end that is not given is open.
    private static DateIndexValue? Of(Period period)
    {
        var start = RangeOf(period.Start);
        var end = RangeOf(period.End);
        return start is null && end is null
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
                bounds = bounds is null ? moment : new DateIndexValue(Math.Min(bounds.Low, moment.Low), Math.Max(bounds.High, moment.High));
            }
        }

        return bounds;
    }

    private static DateIndexValue? RangeOf(FhirDateTime? moment) =>
        moment is { Precision: not FhirPrecision.None } known ? DateRange.Of(known) : null;
}
