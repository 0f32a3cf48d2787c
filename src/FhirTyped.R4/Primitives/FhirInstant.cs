namespace FhirTyped.R4;

/// <summary>
/// A moment to at least the second, with its offset.
/// <see href="https://hl7.org/fhir/R4/datatypes.html#instant"/>
/// An immutable value; the default holds nothing. A text outside the format is kept, and <see cref="IsValid"/> is false.
/// </summary>
public readonly partial struct FhirInstant
{
    // The members that all dates and times have are emitted.

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

    /// <summary>Whether the text follows the standard's format.</summary>
    public bool IsValid => _value.Precision >= FhirPrecision.Second && _value.HasOffset;

    /// <summary>Writes the canonical text; the length written.</summary>
    internal int Format(Span<byte> target) => _value.Format(target);

    private static bool TryRead(ReadOnlySpan<byte> utf8, out TemporalValue value, out bool isCanonical) =>
        TemporalValue.TryParse(utf8, out value, out isCanonical);
}
