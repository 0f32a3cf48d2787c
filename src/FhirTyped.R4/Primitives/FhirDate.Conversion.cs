namespace FhirTyped.R4;

/// <content>Making one, and converting it to the types of .NET.</content>
public readonly partial struct FhirDate
{
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
}
