using FhirTyped.R4;

namespace FhirTyped.Matching;

/// <summary>The time that a date covers: a year is all of its moments. What has no offset is taken as UTC.</summary>
internal static class DateRange
{
    /// <summary>The range of a date.</summary>
    public static DateIndexValue Of(FhirDate date) => Of(date.ToDateOnly().ToDateTime(default), date.Precision);

    /// <summary>The range of a dateTime.</summary>
    public static DateIndexValue Of(FhirDateTime moment) => Of(moment.ToDateTimeOffset().UtcDateTime, moment.Precision);

    /// <summary>The range of an instant.</summary>
    public static DateIndexValue Of(FhirInstant moment) => Of(moment.ToDateTimeOffset().UtcDateTime, moment.Precision);

    /// <summary>Reads the date of a criterion; a time may leave its seconds away, and a plus that became a space is taken for one.</summary>
    public static DateIndexValue? TryParse(string text)
    {
        var separator = text.IndexOf('T', StringComparison.Ordinal);
        if (separator < 0)
        {
            return FhirDate.TryParse(text, out var date) ? Of(date) : null;
        }

        var time = text[(separator + 1)..];
        var end = time.IndexOfAny(['Z', '+', '-', ' ']);
        var clock = end < 0 ? time : time[..end];
        var offset = end < 0 ? "Z" : time[end..].Replace(' ', '+');
        const int LengthOfMinutes = 5;
        var isMinute = clock.Length == LengthOfMinutes;
        if (!FhirDateTime.TryParse($"{text[..separator]}T{clock}{(isMinute ? ":00" : "")}{offset}", out var moment))
        {
            return null;
        }

        return Of(moment.ToDateTimeOffset().UtcDateTime, isMinute ? FhirPrecision.Minute : moment.Precision);
    }

    private static DateIndexValue Of(DateTime start, FhirPrecision precision)
    {
        var length = precision switch
        {
            FhirPrecision.Year => DaysOf(DateTime.IsLeapYear(start.Year) ? 366 : 365),
            FhirPrecision.Month => DaysOf(DateTime.DaysInMonth(start.Year, start.Month)),
            FhirPrecision.Day => TimeSpan.TicksPerDay,
            FhirPrecision.Minute => TimeSpan.TicksPerMinute,
            FhirPrecision.Second => TimeSpan.TicksPerSecond,
            _ => TimeSpan.TicksPerMillisecond,
        };
        return new DateIndexValue(start.Ticks, start.Ticks + length);
    }

    private static long DaysOf(int days) => days * TimeSpan.TicksPerDay;
}
