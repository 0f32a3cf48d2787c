namespace FhirTyped.R4;

/// <summary>
/// A time of the day, of no particular day and place.
/// <see href="https://hl7.org/fhir/R4/datatypes.html#time"/>
/// An immutable value; the default holds nothing. A text outside the format is kept, and <see cref="IsValid"/> is false.
/// </summary>
public readonly partial struct FhirTime
{
    // The members that all dates and times have are emitted.

    /// <summary>A time: to the second, or with the fraction where there is one.</summary>
    public FhirTime(TimeOnly time)
        : this(ValueOf(time), null)
    {
    }

    /// <summary>A time to the second.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such time.</exception>
    public FhirTime(int hour, int minute, int second)
        : this(new TimeOnly(hour, minute, second))
    {
    }

    /// <summary>A time.</summary>
    public static implicit operator FhirTime(TimeOnly time) => new(time);

    /// <summary>The time.</summary>
    /// <exception cref="InvalidOperationException">The text was no valid time.</exception>
    public TimeOnly ToTimeOnly() => _value.IsNone
        ? throw new InvalidOperationException("The time is outside the format of FHIR: see IsValid.")
        : new TimeOnly(_value.Ticks);

    private static TemporalValue ValueOf(TimeOnly time)
    {
        var moment = FhirInstant.ValueOf(new DateTimeOffset(time.Ticks, TimeSpan.Zero));
        return new TemporalValue(time.Ticks, moment.Precision, moment.FractionDigits, null, false);
    }

    /// <summary>Whether the text follows the standard's format.</summary>
    public bool IsValid => _value.Precision >= FhirPrecision.Second;

    /// <summary>Writes the canonical text; the length written.</summary>
    internal int Format(Span<byte> target) => _value.IsNone ? 0 : _value.FormatTime(target);

    private static bool TryRead(ReadOnlySpan<byte> utf8, out TemporalValue value, out bool isCanonical) =>
        TemporalValue.TryParseTimeOfDay(utf8, out value, out isCanonical);
}
