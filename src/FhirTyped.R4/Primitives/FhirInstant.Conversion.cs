namespace FhirTyped.R4;

/// <content>Making one, and converting it to the types of .NET.</content>
public readonly partial struct FhirInstant
{
    /// <summary>A moment: to the second, or with the fraction where there is one.</summary>
    public FhirInstant(DateTimeOffset moment)
        : this(ValueOf(moment), null)
    {
    }

    /// <summary>A moment.</summary>
    public static implicit operator FhirInstant(DateTimeOffset moment) => new(moment);

    /// <summary>The offset from UTC; null where the text wrongly had none.</summary>
    public TimeSpan? Offset => _value.HasOffset ? TimeSpan.FromMinutes(_value.Offset) : null;

    /// <summary>
    /// The moment; in UTC where the text wrongly had no offset. Where the offset carries it before the year 1 or beyond the year 9999 in
    /// UTC, it is the nearest that <see cref="DateTimeOffset"/> can tell.
    /// </summary>
    /// <exception cref="InvalidOperationException">The text was no valid instant.</exception>
    public DateTimeOffset ToDateTimeOffset() => _value.IsNone
        ? throw new InvalidOperationException("The instant is outside the format of FHIR: see IsValid.")
        : _value.ToDateTimeOffset(TimeSpan.Zero, out _);

    internal static TemporalValue ValueOf(DateTimeOffset moment)
    {
        var fraction = moment.Ticks % TimeSpan.TicksPerSecond;
        byte digits = 0;
        if (fraction != 0)
        {
            for (digits = 7; fraction % 10 == 0; digits--)
            {
                fraction /= 10;
            }

            // Milliseconds at least: what most servers write.
            digits = Math.Max(digits, (byte)3);
        }

        var precision = digits == 0 ? FhirPrecision.Second : FhirPrecision.Fraction;
        return new TemporalValue(moment.Ticks, precision, digits, (short)moment.TotalOffsetMinutes, moment.TotalOffsetMinutes == 0);
    }
}
