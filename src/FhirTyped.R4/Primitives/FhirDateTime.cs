namespace FhirTyped.R4;

/// <summary>
/// A moment with its offset, or only a date, a month or a year.
/// <see href="https://hl7.org/fhir/R4/datatypes.html#dateTime"/>
/// An immutable value; the default holds nothing. A text outside the format is kept, and <see cref="IsValid"/> is false.
/// </summary>
public readonly partial struct FhirDateTime
{
    // The members that all dates and times have are emitted.

    /// <summary>A moment: to the second, or with the fraction where there is one.</summary>
    public FhirDateTime(DateTimeOffset moment)
        : this(FhirInstant.ValueOf(moment), null)
    {
    }

    /// <summary>A year.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such year in .NET (1 to 9999).</exception>
    public FhirDateTime(int year)
        : this(new TemporalValue(new DateTime(year, 1, 1).Ticks, FhirPrecision.Year, 0, null, false), null)
    {
    }

    /// <summary>A month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such month.</exception>
    public FhirDateTime(int year, int month)
        : this(new TemporalValue(new DateTime(year, month, 1).Ticks, FhirPrecision.Month, 0, null, false), null)
    {
    }

    /// <summary>A day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public FhirDateTime(int year, int month, int day)
        : this(new TemporalValue(new DateTime(year, month, day).Ticks, FhirPrecision.Day, 0, null, false), null)
    {
    }

    /// <summary>A moment.</summary>
    public static implicit operator FhirDateTime(DateTimeOffset moment) => new(moment);

    /// <summary>A day.</summary>
    public static implicit operator FhirDateTime(DateOnly date) => new(date.Year, date.Month, date.Day);

    /// <summary>A date as a dateTime of the same precision.</summary>
    public static implicit operator FhirDateTime(FhirDate date) => Read(System.Text.Encoding.UTF8.GetBytes(date.ToString()));

    /// <summary>An instant as a dateTime.</summary>
    public static implicit operator FhirDateTime(FhirInstant instant) => Read(System.Text.Encoding.UTF8.GetBytes(instant.ToString()));

    /// <summary>The offset from UTC; null where it was not given.</summary>
    public TimeSpan? Offset => _value.HasOffset ? TimeSpan.FromMinutes(_value.Offset) : null;

    /// <summary>
    /// The moment; the first of the month or year, or midnight, where no more is known. The given offset is taken where the text has none.
    /// Where the offset carries it before the year 1 or beyond the year 9999 in UTC, as in <c>9999-12-31T23:59:59-05:00</c>, it is the
    /// nearest that <see cref="DateTimeOffset"/> can tell.
    /// </summary>
    /// <param name="defaultOffset">The offset of texts that have none; UTC by default.</param>
    /// <exception cref="InvalidOperationException">The text was no valid dateTime.</exception>
    /// <exception cref="ArgumentException"><paramref name="defaultOffset"/> is taken and is not in whole minutes, or beyond 14 hours.</exception>
    public DateTimeOffset ToDateTimeOffset(TimeSpan defaultOffset = default) => _value.IsNone
        ? throw new InvalidOperationException("The dateTime is outside the format of FHIR: see IsValid.")
        : _value.ToDateTimeOffset(defaultOffset, out _);

    /// <summary>
    /// The moment, where it is known to at least the second and with its offset, and within what <see cref="DateTimeOffset"/> can tell.
    /// </summary>
    public bool TryGetMoment(out DateTimeOffset moment)
    {
        moment = default;
        if (_value.Precision < FhirPrecision.Second || !_value.HasOffset)
        {
            return false;
        }

        moment = _value.ToDateTimeOffset(default, out var isExact);
        return isExact;
    }

    /// <summary>The date as it was written, without regard to the offset; the first of the month or year where no more is known.</summary>
    /// <exception cref="InvalidOperationException">The text was no valid dateTime.</exception>
    public DateOnly ToDateOnly() => _value.IsNone
        ? throw new InvalidOperationException("The dateTime is outside the format of FHIR: see IsValid.")
        : DateOnly.FromDateTime(_value.Local);

    /// <summary>Whether the text follows the standard's format.</summary>
    public bool IsValid => _value.Precision != FhirPrecision.None && (_value.Precision <= FhirPrecision.Day || (_value.Precision >= FhirPrecision.Second && _value.HasOffset));

    /// <summary>Writes the canonical text; the length written.</summary>
    internal int Format(Span<byte> target) => _value.Format(target);

    private static bool TryRead(ReadOnlySpan<byte> utf8, out TemporalValue value, out bool isCanonical) =>
        TemporalValue.TryParse(utf8, out value, out isCanonical);
}
