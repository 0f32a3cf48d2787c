namespace FhirTyped.R4.FhirPath;

/// <summary>Numbers, and the clock. <see href="http://hl7.org/fhirpath/N1/#math"/></summary>
internal static class MathFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        new("abs", 0, 0, Abs),
        new("ceiling", 0, 0, static call => Whole(call, decimal.Ceiling)),
        new("floor", 0, 0, static call => Whole(call, decimal.Floor)),
        new("truncate", 0, 0, static call => Whole(call, decimal.Truncate)),
        new("round", 0, 1, Round),
        new("exp", 0, 0, static call => Real(call, Math.Exp)),
        new("ln", 0, 0, static call => Real(call, Math.Log)),
        new("sqrt", 0, 0, static call => Real(call, Math.Sqrt)),
        new("log", 1, 1, Log),
        new("power", 1, 1, Power),
        new("now", 0, 0, static call => call.Add(new FhirPathValue(new FhirDateTime(call.Run.Now)))),
        new("today", 0, 0, static call => call.Add(new FhirPathValue(new FhirDate(DateOnly.FromDateTime(call.Run.Now.DateTime))))),
        new("timeOfDay", 0, 0, TimeOfDay),
    ];

    // Nothing where there is no number, or none that can be reckoned with.
    private static decimal? Number(FunctionCall call)
    {
        var value = call.Single();
        return value.Kind == FhirPathKind.None || value.IsUncertain
            ? null
            : value.AsDecimal() ?? throw call.Error($"'{call.Node.Name}' needs a number.");
    }

    private static void Abs(FunctionCall call)
    {
        var value = call.Single();
        switch (value.Kind)
        {
            case FhirPathKind.None:
                break;
            case FhirPathKind.Integer when value.Integer != int.MinValue:
                call.Add(new FhirPathValue(Math.Abs(value.Integer)));
                break;
            case FhirPathKind.Quantity:
                call.Add(new FhirPathValue(Math.Abs(value.Decimal), value.Unit));
                break;
            default:
                if (Number(call) is { } number)
                {
                    call.Add(new FhirPathValue(Math.Abs(number)));
                }

                break;
        }
    }

    private static void Whole(FunctionCall call, Func<decimal, decimal> function)
    {
        if (Number(call) is { } number && function(number) is >= int.MinValue and <= int.MaxValue and var whole)
        {
            call.Add(new FhirPathValue((int)whole));
        }
    }

    private static void Round(FunctionCall call)
    {
        const int MostDigits = 28;
        var digits = call.Count == 0 ? 0 : call.IntegerArgument(0);
        if (Number(call) is { } number && digits is { } places)
        {
            call.Add(places >= 0
                ? new FhirPathValue(Math.Round(number, Math.Min(places, MostDigits), MidpointRounding.AwayFromZero))
                : throw call.Error("The number of digits must not be negative."));
        }
    }

    private static void Real(FunctionCall call, Func<double, double> function)
    {
        if (Number(call) is { } number)
        {
            AddReal(call, function((double)number));
        }
    }

    private static void Log(FunctionCall call)
    {
        if (Number(call) is { } number && call.Argument(0).AsDecimal() is { } @base)
        {
            AddReal(call, Math.Log((double)number, (double)@base));
        }
    }

    private static void Power(FunctionCall call)
    {
        if (Number(call) is not { } number || call.Argument(0).AsDecimal() is not { } exponent)
        {
            return;
        }

        var result = Math.Pow((double)number, (double)exponent);
        if (call.Single().Kind == FhirPathKind.Integer && call.Argument(0).Kind == FhirPathKind.Integer
            && exponent >= 0 && result is >= int.MinValue and <= int.MaxValue)
        {
            call.Add(new FhirPathValue((int)result));
            return;
        }

        AddReal(call, result);
    }

    // What has no value in the reals, or none that a decimal can hold, gives nothing.
    private static void AddReal(FunctionCall call, double value)
    {
        const double Largest = 7.9e28;
        if (double.IsFinite(value) && Math.Abs(value) < Largest)
        {
            call.Add(new FhirPathValue((decimal)value));
        }
    }

    private static void TimeOfDay(FunctionCall call)
    {
        var ticks = call.Run.Now.TimeOfDay.Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond;
        call.Add(FhirPathValue.OfTemporal(FhirPathKind.Time, new TemporalValue(ticks, FhirPrecision.Fraction, 3, null, false)));
    }
}
