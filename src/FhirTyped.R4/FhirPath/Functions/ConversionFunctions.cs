using System.Globalization;

namespace FhirTyped.R4.FhirPath;

/// <summary>Conversions between FHIRPath's own types. <see href="http://hl7.org/fhirpath/N1/#conversion"/></summary>
internal static class ConversionFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        new("iif", 2, 3, Iif),
        new("toBoolean", 0, 0, static call => Convert(call, ToBoolean)),
        new("convertsToBoolean", 0, 0, static call => Converts(call, ToBoolean)),
        new("toInteger", 0, 0, static call => Convert(call, ToInteger)),
        new("convertsToInteger", 0, 0, static call => Converts(call, ToInteger)),
        new("toDecimal", 0, 0, static call => Convert(call, ToDecimal)),
        new("convertsToDecimal", 0, 0, static call => Converts(call, ToDecimal)),
        new("toString", 0, 0, static call => Convert(call, ToText)),
        new("convertsToString", 0, 0, static call => Converts(call, ToText)),
        new("toDate", 0, 0, static call => Convert(call, ToDate)),
        new("convertsToDate", 0, 0, static call => Converts(call, ToDate)),
        new("toDateTime", 0, 0, static call => Convert(call, ToDateTime)),
        new("convertsToDateTime", 0, 0, static call => Converts(call, ToDateTime)),
        new("toTime", 0, 0, static call => Convert(call, ToTime)),
        new("convertsToTime", 0, 0, static call => Converts(call, ToTime)),
        new("toQuantity", 0, 1, ToQuantity),
        new("convertsToQuantity", 0, 1, ConvertsToQuantity),
    ];

    // The arguments are evaluated on the whole input, and only the one that is needed.
    private static void Iif(FunctionCall call)
    {
        var scope = call.ScopeOf(call.Input, call.Scope.Index);
        var isTrue = call.Node.Arguments[0].EvaluateBoolean(call.Run, scope) == true;
        if (isTrue || call.Count == 3)
        {
            call.Node.Arguments[isTrue ? 1 : 2].Evaluate(call.Run, scope, call.Output);
        }
    }

    private static void Convert(FunctionCall call, Func<FhirPathValue, FhirPathValue> conversion)
    {
        var value = call.Single();
        if (value.Kind != FhirPathKind.None && conversion(value) is { Kind: not FhirPathKind.None } result)
        {
            call.Add(result);
        }
    }

    private static void Converts(FunctionCall call, Func<FhirPathValue, FhirPathValue> conversion)
    {
        var value = call.Single();
        if (value.Kind != FhirPathKind.None)
        {
            call.Add(conversion(value).Kind != FhirPathKind.None);
        }
    }

    private static FhirPathValue ToBoolean(FhirPathValue value) => value.Kind switch
    {
        FhirPathKind.Boolean => value,
        FhirPathKind.Integer or FhirPathKind.Decimal => value.AsDecimal() switch { 1 => new(true), 0 => new(false), _ => default },
        FhirPathKind.String => value.Text.ToLowerInvariant() switch
        {
            "true" or "t" or "yes" or "y" or "1" or "1.0" => new(true),
            "false" or "f" or "no" or "n" or "0" or "0.0" => new(false),
            _ => default,
        },
        _ => default,
    };

    private static FhirPathValue ToInteger(FhirPathValue value) => value.Kind switch
    {
        FhirPathKind.Integer => value,
        FhirPathKind.Boolean => new(value.Boolean ? 1 : 0),
        FhirPathKind.String when int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => new(number),
        _ => default,
    };

    private static FhirPathValue ToDecimal(FhirPathValue value) => value.Kind switch
    {
        FhirPathKind.Decimal => value,
        FhirPathKind.Integer => new((decimal)value.Integer),
        FhirPathKind.Boolean => new(value.Boolean ? 1.0m : 0.0m),
        FhirPathKind.String when IsNumber(value.Text, out var number) => new(number),
        _ => default,
    };

    private static bool IsNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    private static FhirPathValue ToText(FhirPathValue value) => value.AsString() is { } text ? new(text) : default;

    private static FhirPathValue ToDate(FhirPathValue value) => value.Kind switch
    {
        FhirPathKind.Date => value,
        FhirPathKind.DateTime => FhirPathValue.OfTemporal(FhirPathKind.Date, DayOf(value.Temporal)),
        FhirPathKind.String => TemporalLiteral.TryParseDate(value.Text, FhirPathKind.Date, out var date) ? date
            : TemporalLiteral.TryParseDateTime(value.Text, out var moment) ? ToDate(moment) : default,
        _ => default,
    };

    private static TemporalValue DayOf(TemporalValue moment) => moment.Precision <= FhirPrecision.Day
        ? moment
        : new TemporalValue(moment.Local.Date.Ticks, FhirPrecision.Day, 0, null, false);

    private static FhirPathValue ToDateTime(FhirPathValue value) => value.Kind switch
    {
        FhirPathKind.DateTime => value,
        FhirPathKind.Date => FhirPathValue.OfTemporal(FhirPathKind.DateTime, value.Temporal),
        FhirPathKind.String when TemporalLiteral.TryParseDateTime(value.Text, out var moment) => moment,
        _ => default,
    };

    private static FhirPathValue ToTime(FhirPathValue value) => value.Kind switch
    {
        FhirPathKind.Time => value,
        FhirPathKind.String when TemporalLiteral.TryParseTime(value.Text.StartsWith('T') ? value.Text[1..] : value.Text, out var time) => time,
        _ => default,
    };

    private static void ToQuantity(FunctionCall call)
    {
        if (QuantityOf(call) is { Kind: not FhirPathKind.None } quantity)
        {
            call.Add(quantity);
        }
    }

    private static void ConvertsToQuantity(FunctionCall call)
    {
        if (call.Input.Count > 0)
        {
            call.Add(QuantityOf(call).Kind != FhirPathKind.None);
        }
    }

    // A unit may be asked for; without reckoning with units only the same one can be given.
    private static FhirPathValue QuantityOf(FunctionCall call)
    {
        var value = call.Single();
        var quantity = value.Kind switch
        {
            FhirPathKind.Quantity => value,
            FhirPathKind.Integer or FhirPathKind.Decimal => new(value.AsDecimal()!.Value, "1"),
            FhirPathKind.Boolean => new(value.Boolean ? 1.0m : 0.0m, "1"),
            FhirPathKind.String => ReadQuantity(value.Text),
            _ => default,
        };
        return call.Count == 0 || quantity.Kind == FhirPathKind.None || call.TextArgument(0) is not { } unit || CalendarUnit.Singular(unit) == quantity.Unit
            ? quantity
            : default;
    }

    private static FhirPathValue ReadQuantity(string text)
    {
        var space = text.IndexOf(' ');
        var number = space < 0 ? text : text[..space];
        if (!IsNumber(number, out var value))
        {
            return default;
        }

        var unit = space < 0 ? "" : text[(space + 1)..].Trim(' ');
        return unit switch
        {
            "" => new(value, "1"),
            ['\'', .. var code, '\''] => new(value, code),
            _ => CalendarUnit.IsWord(unit) ? new(value, CalendarUnit.Singular(unit)) : default,
        };
    }
}
