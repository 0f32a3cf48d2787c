namespace FhirTyped.R4.FhirPath;

/// <summary>Dates and times plus or minus a duration. <see href="http://hl7.org/fhirpath/N1/#datetime-arithmetic"/></summary>
internal static class TemporalArithmetic
{
    /// <summary>
    /// Adds a duration; the precision and the offset stay, of the digits of a fraction the first seven. Nothing results beyond the years
    /// 1 to 9999.
    /// </summary>
    /// <returns>False where the unit is not one of time.</returns>
    public static bool TryAdd(FhirPathValue start, FhirPathValue duration, bool isNegative, out FhirPathValue result)
    {
        result = default;
        var unit = CalendarUnit.OfUcum(duration.Unit) ?? duration.Unit;
        if (!CalendarUnit.IsWord(unit))
        {
            return false;
        }

        var amount = isNegative ? -duration.Decimal : duration.Decimal;
        try
        {
            var value = start.Temporal;
            var ticks = start.Kind == FhirPathKind.Time ? AddToTime(value, amount, unit) : AddToMoment(value, amount, unit);
            var offset = value.HasOffset ? value.Offset : (short?)null;
            result = FhirPathValue.OfTemporal(start.Kind, new TemporalValue(ticks, PrecisionOf(value, ticks), DigitsOf(value, ticks), offset, value.IsZulu));
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            result = default;
        }

        return true;
    }

    private static long AddToTime(TemporalValue time, decimal amount, string unit)
    {
        // A time of the day goes round the clock.
        var milliseconds = CalendarUnit.Milliseconds(unit) ?? 0;
        var ticks = time.Ticks + (long)(Whole(amount, unit) * milliseconds * TimeSpan.TicksPerMillisecond % TimeSpan.TicksPerDay);
        return ((ticks % TimeSpan.TicksPerDay) + TimeSpan.TicksPerDay) % TimeSpan.TicksPerDay;
    }

    private static long AddToMoment(TemporalValue moment, decimal amount, string unit)
    {
        var local = moment.Local;
        if (unit is "year" or "month")
        {
            var months = checked(decimal.ToInt32(decimal.Truncate(amount)) * (unit == "year" ? 12 : 1));
            return local.AddMonths(moment.Precision == FhirPrecision.Year ? months / 12 * 12 : months).Ticks;
        }

        var milliseconds = Whole(amount, unit) * CalendarUnit.Milliseconds(unit)!.Value;
        const decimal MillisecondsPerDay = 86_400_000m;

        // Where less than a day is known, the duration counts in whole units of what is known: 30 days a month, 365 a year.
        return moment.Precision switch
        {
            FhirPrecision.Year => local.AddYears(decimal.ToInt32(decimal.Truncate(milliseconds / (365 * MillisecondsPerDay)))).Ticks,
            FhirPrecision.Month => local.AddMonths(decimal.ToInt32(decimal.Truncate(milliseconds / (30 * MillisecondsPerDay)))).Ticks,
            FhirPrecision.Day => local.AddDays((double)decimal.Truncate(milliseconds / MillisecondsPerDay)).Ticks,
            _ => local.AddTicks(decimal.ToInt64(milliseconds * TimeSpan.TicksPerMillisecond)).Ticks,
        };
    }

    // Only seconds are counted with their fractions.
    private static decimal Whole(decimal amount, string unit) => unit is "second" or "millisecond" ? amount : decimal.Truncate(amount);

    private static FhirPrecision PrecisionOf(TemporalValue value, long ticks) =>
        value.Precision == FhirPrecision.Second && ticks % TimeSpan.TicksPerSecond != 0 ? FhirPrecision.Fraction : value.Precision;

    private static byte DigitsOf(TemporalValue value, long ticks)
    {
        const int MostDigits = 7;
        var fraction = ticks % TimeSpan.TicksPerSecond;
        var given = Math.Min(value.FractionDigits, (byte)MostDigits);
        if (fraction == 0 || value.Precision < FhirPrecision.Second)
        {
            return given;
        }

        var digits = MostDigits;
        for (; fraction % 10 == 0; digits--)
        {
            fraction /= 10;
        }

        return (byte)Math.Max(digits, (int)given);
    }
}
