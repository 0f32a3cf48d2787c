namespace FhirTyped.R4;

/// <summary>
/// A date, or only its month or year.
/// <see href="https://hl7.org/fhir/R4/datatypes.html#date"/>
/// An immutable value; the default holds nothing. A text outside the format is kept, and <see cref="IsValid"/> is false.
/// </summary>
public readonly partial struct FhirDate
{
    // The members that all dates and times have are emitted.

    /// <summary>A day.</summary>
    public FhirDate(DateOnly date)
        : this(new TemporalValue(date.ToDateTime(default).Ticks, FhirPrecision.Day, 0, null, false), null)
    {
    }

    /// <summary>A year.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such year in .NET (1 to 9999).</exception>
    public FhirDate(int year)
        : this(new TemporalValue(new DateTime(year, 1, 1).Ticks, FhirPrecision.Year, 0, null, false), null)
    {
    }

    /// <summary>A month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such month.</exception>
    public FhirDate(int year, int month)
        : this(new TemporalValue(new DateTime(year, month, 1).Ticks, FhirPrecision.Month, 0, null, false), null)
    {
    }

    /// <summary>A day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public FhirDate(int year, int month, int day)
        : this(new TemporalValue(new DateTime(year, month, day).Ticks, FhirPrecision.Day, 0, null, false), null)
    {
    }

    /// <summary>A day.</summary>
    public static implicit operator FhirDate(DateOnly date) => new(date);

    /// <summary>The date; the first day of the month or year where no more is known.</summary>
    /// <exception cref="InvalidOperationException">The text was no valid date.</exception>
    public DateOnly ToDateOnly() => _value.IsNone
        ? throw new InvalidOperationException("The date is outside the format of FHIR: see IsValid.")
        : DateOnly.FromDateTime(_value.Local);

    /// <summary>The day, where it is known to the day.</summary>
    /// <returns>False where only the month or the year is known, or nothing.</returns>
    public bool TryGetDate(out DateOnly date)
    {
        date = Precision == FhirPrecision.Day ? ToDateOnly() : default;
        return Precision == FhirPrecision.Day;
    }

    /// <summary>Whether the text follows the standard's format.</summary>
    public bool IsValid => _value.Precision is FhirPrecision.Year or FhirPrecision.Month or FhirPrecision.Day;

    /// <summary>Writes the canonical text; the length written.</summary>
    internal int Format(Span<byte> target) => _value.Format(target);

    private static bool TryRead(ReadOnlySpan<byte> utf8, out TemporalValue value, out bool isCanonical) =>
        TemporalValue.TryParse(utf8, out value, out isCanonical) && value.Precision <= FhirPrecision.Day;
}
