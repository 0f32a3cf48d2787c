namespace FhirTyped.R4;

/// <content>Making one, and converting it to the types of .NET.</content>
public readonly partial struct FhirTime
{
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
}
