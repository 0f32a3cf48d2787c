namespace FhirTyped.R4.FhirPath;

/// <summary>
/// The least and the greatest value that a number or a date of this precision can mean, to milliseconds; later than N1, and what SQL on
/// FHIR uses. The optional precision is not taken. <see href="https://hl7.org/fhirpath/#lowboundaryprecision-integer-decimal--date--datetime--time"/>
/// </summary>
internal static class BoundaryFunctions
{
    private const int Milliseconds = 3;
    private const short EarliestOffset = 14 * 60;
    private const short LatestOffset = -12 * 60;

    public static readonly FunctionDefinition[] All =
    [
        new("lowBoundary", 0, 0, static call => Bound(call, isHigh: false)),
        new("highBoundary", 0, 0, static call => Bound(call, isHigh: true)),
    ];

    private static void Bound(FunctionCall call, bool isHigh)
    {
        var value = call.Single();
        switch (value.Kind)
        {
            case FhirPathKind.Integer or FhirPathKind.Decimal:
                AddNumber(call, value.Kind == FhirPathKind.Integer ? value.Integer : value.Decimal, isHigh);
                break;
            case FhirPathKind.Date:
                call.Add(FhirPathValue.OfTemporal(FhirPathKind.Date, new TemporalValue(DayOf(value.Temporal, isHigh), FhirPrecision.Day, 0, null, false)));
                break;
            case FhirPathKind.DateTime or FhirPathKind.Time:
                call.Add(FhirPathValue.OfTemporal(value.Kind, MomentOf(value, isHigh), value.TemporalText));
                break;
            case FhirPathKind.None:
                break;
            default:
                // Such as a date outside its format: what it can mean is not known.
                break;
        }
    }

    private static void AddNumber(FunctionCall call, decimal number, bool isHigh)
    {
        const int MostDigits = 28;
        if (number.Scale >= MostDigits)
        {
            return;
        }

        var half = new decimal(5, 0, 0, isNegative: false, (byte)(number.Scale + 1));
        try
        {
            call.Add(new FhirPathValue(isHigh ? number + half : number - half));
        }
        catch (OverflowException)
        {
            // Beyond .NET's numbers: no result, as with arithmetic.
        }
    }

    private static long DayOf(TemporalValue value, bool isHigh)
    {
        var first = value.Local;
        return !isHigh ? first.Ticks : value.Precision switch
        {
            FhirPrecision.Year => new DateTime(first.Year, 12, 31).Ticks,
            FhirPrecision.Month => new DateTime(first.Year, first.Month, DateTime.DaysInMonth(first.Year, first.Month)).Ticks,
            _ => first.Ticks,
        };
    }

    private static TemporalValue MomentOf(FhirPathValue item, bool isHigh)
    {
        var value = item.Temporal;
        var isTime = item.Kind == FhirPathKind.Time;
        short? offset = isTime ? null : value.HasOffset ? value.Offset : isHigh ? LatestOffset : EarliestOffset;
        if (value.Precision == FhirPrecision.Fraction && value.FractionDigits >= Milliseconds)
        {
            return new TemporalValue(value.Ticks, value.Precision, value.FractionDigits, offset, value.IsZulu);
        }

        var start = value.Precision <= FhirPrecision.Day && !isTime ? DayOf(value, isHigh) : value.Ticks;
        var length = value.Precision switch
        {
            FhirPrecision.Fraction => TimeSpan.TicksPerSecond / (long)Math.Pow(10, value.FractionDigits),
            FhirPrecision.Second => TimeSpan.TicksPerSecond,
            FhirPrecision.Minute => TimeSpan.TicksPerMinute,
            _ => TimeSpan.TicksPerDay,
        };
        return new TemporalValue(
            isHigh ? start + length - TimeSpan.TicksPerMillisecond : start, FhirPrecision.Fraction, Milliseconds, offset, value.IsZulu);
    }
}
