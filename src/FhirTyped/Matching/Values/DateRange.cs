using FhirTyped.R4;

namespace FhirTyped.Matching;

/// <summary>The time that a date covers: a year is all of its moments, and 10:00:00.1 is a tenth of a second. What has no offset is taken as UTC.</summary>
/// <remarks>The one place that reads dates for comparisons, of criteria and of resources.</remarks>
internal static class DateRange
{
    /// <summary>The range of a date; null of one outside the format.</summary>
    public static DateIndexValue? Of(FhirDate date) => date.IsValid ? Of(date.ToDateOnly().ToDateTime(default).Ticks, date.Precision, 0) : null;

    /// <summary>The range of a dateTime; null of one outside the format.</summary>
    public static DateIndexValue? Of(FhirDateTime moment) => moment.Precision == FhirPrecision.None ? null
        : moment.Precision <= FhirPrecision.Day ? Of(moment.ToDateOnly().ToDateTime(default).Ticks, moment.Precision, 0)
        : IsWithinTicks(moment.FractionDigits) && moment.TryGetMoment(out var known) ? Of(known.UtcTicks, moment.Precision, moment.FractionDigits)
        : TryParse(moment.ToString());

    /// <summary>The range of an instant; null of one outside the format.</summary>
    public static DateIndexValue? Of(FhirInstant moment)
    {
        if (!moment.IsValid || !IsWithinTicks(moment.FractionDigits))
        {
            return Of((FhirDateTime)moment);
        }

        var known = moment.ToDateTimeOffset();
        return known > DateTimeOffset.MinValue && known < DateTimeOffset.MaxValue
            ? Of(known.UtcTicks, moment.Precision, moment.FractionDigits)
            : TryParse(moment.ToString());
    }

    /// <summary>Reads the date of a criterion; a time may leave its seconds away, and a plus that became a space is taken for one.</summary>
    /// <returns>The range; null where the text is no date.</returns>
    public static DateIndexValue? TryParse(string text)
    {
        var separator = text.IndexOf('T', StringComparison.Ordinal);
        if (separator < 0)
        {
            return FhirDate.TryParse(text, out var date) ? Of(date) : null;
        }

        if (separator != "2025-01-31".Length || !FhirDate.TryParse(text[..separator], out var day))
        {
            return null;
        }

        var time = text.AsSpan(separator + 1);
        var end = time.IndexOfAny("Z+- ");
        var clock = end < 0 ? time : time[..end];
        return TryParseOffset(end < 0 ? "Z" : time[end..], out var offset) && TryParseClock(clock, out var ticks, out var precision, out var fraction)
            ? Of(day.ToDateOnly().ToDateTime(default).Ticks + ticks - offset, precision, fraction)
            : null;
    }

    private static DateIndexValue Of(long ticks, FhirPrecision precision, int fractionDigits)
    {
        const int DigitsOfTicks = 7;
        var start = (Int128)ticks * DateIndexValue.UnitsPerTick;
        return precision == FhirPrecision.Fraction
            ? new DateIndexValue(start, start + (DateIndexValue.UnitsPerTick * Power(DigitsOfTicks - fractionDigits)))
            : new DateIndexValue(start, start + (LengthOf(new DateTime(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks)), precision) * DateIndexValue.UnitsPerTick));
    }

    private static DateIndexValue Of(long ticks, FhirPrecision precision, ReadOnlySpan<char> fraction)
    {
        if (fraction.IsEmpty)
        {
            return Of(ticks, precision, 0);
        }

        var length = DateIndexValue.UnitsPerTick * TimeSpan.TicksPerSecond;
        Int128 part = 0;
        foreach (var digit in fraction[..Math.Min(fraction.Length, DateIndexValue.MostFractionDigits)])
        {
            length /= 10;
            part += (digit - '0') * length;
        }

        var start = ((Int128)ticks * DateIndexValue.UnitsPerTick) + part;
        return new DateIndexValue(start, start + length);
    }

    private static bool IsWithinTicks(int fractionDigits) => fractionDigits <= 7;

    private static Int128 Power(int exponent)
    {
        Int128 power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    private static long LengthOf(DateTime start, FhirPrecision precision) => precision switch
    {
        FhirPrecision.Year => DaysOf(DateTime.IsLeapYear(start.Year) ? 366 : 365),
        FhirPrecision.Month => DaysOf(DateTime.DaysInMonth(start.Year, start.Month)),
        FhirPrecision.Day => TimeSpan.TicksPerDay,
        FhirPrecision.Minute => TimeSpan.TicksPerMinute,
        _ => TimeSpan.TicksPerSecond,
    };

    private static long DaysOf(int days) => days * TimeSpan.TicksPerDay;

    // hh:mm[:ss[.fraction]]
    private static bool TryParseClock(ReadOnlySpan<char> text, out long ticks, out FhirPrecision precision, out ReadOnlySpan<char> fraction)
    {
        ticks = 0;
        precision = FhirPrecision.Minute;
        fraction = default;
        if (!TryParseTwo(text, 0, 23, out var hour) || !Is(text, 2, ':') || !TryParseTwo(text, 3, 59, out var minute))
        {
            return false;
        }

        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        if (text.Length == "10:00".Length)
        {
            return true;
        }

        if (!Is(text, 5, ':') || !TryParseTwo(text, 6, 60, out var second))
        {
            return false;
        }

        // A leap second has no place of its own: it is the second before.
        ticks += Math.Min(second, 59) * TimeSpan.TicksPerSecond;
        precision = FhirPrecision.Second;
        if (text.Length == "10:00:00".Length)
        {
            return true;
        }

        fraction = text.Length > 9 ? text[9..] : default;
        return text[8] == '.' && !fraction.IsEmpty && fraction.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    // Z, +hh:mm or -hh:mm, up to 14 hours.
    private static bool TryParseOffset(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (text is "Z")
        {
            return true;
        }

        if (text.Length != "+01:00".Length || !TryParseTwo(text, 1, 14, out var hours) || text[3] != ':' || !TryParseTwo(text, 4, 59, out var minutes)
            || (hours == 14 && minutes > 0))
        {
            return false;
        }

        ticks = ((hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute)) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryParseTwo(ReadOnlySpan<char> text, int at, int most, out int number)
    {
        number = 0;
        if (text.Length < at + 2 || !char.IsAsciiDigit(text[at]) || !char.IsAsciiDigit(text[at + 1]))
        {
            return false;
        }

        number = ((text[at] - '0') * 10) + text[at + 1] - '0';
        return number <= most;
    }

    private static bool Is(ReadOnlySpan<char> text, int at, char c) => at < text.Length && text[at] == c;
}
