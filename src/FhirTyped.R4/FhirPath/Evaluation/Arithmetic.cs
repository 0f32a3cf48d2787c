namespace FhirTyped.R4.FhirPath;

/// <summary>Reckoning with numbers, quantities and dates. What has no result (a division by zero, an overflow) gives nothing.</summary>
internal static class Arithmetic
{
    /// <summary>Applies an operator.</summary>
    /// <returns>False where the operator is not defined for these types.</returns>
    public static bool TryApply(string operation, FhirPathValue left, FhirPathValue right, out FhirPathValue result)
    {
        try
        {
            if (left.Kind == FhirPathKind.Integer && right.Kind == FhirPathKind.Integer && operation != "/")
            {
                result = OfIntegers(operation, left.Integer, right.Integer);
                return true;
            }

            if (Equality.IsNumber(left.Kind) && Equality.IsNumber(right.Kind))
            {
                result = OfDecimals(operation, left.AsDecimal()!.Value, right.AsDecimal()!.Value);
                return true;
            }

            return TryApplyToQuantity(operation, left, right, out result);
        }
        catch (OverflowException)
        {
            result = default;
            return true;
        }
    }

    /// <summary>A product; null where no decimal can hold it.</summary>
    public static decimal? Product(decimal x, decimal y)
    {
        try
        {
            return x * y;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static FhirPathValue OfIntegers(string operation, int x, int y)
    {
        long? result = operation switch
        {
            "+" => (long)x + y,
            "-" => (long)x - y,
            "*" => (long)x * y,
            "div" => y == 0 ? null : (long)x / y,
            _ => y == 0 ? null : (long)x % y,
        };
        return result is >= int.MinValue and <= int.MaxValue ? new FhirPathValue((int)result) : default;
    }

    private static FhirPathValue OfDecimals(string operation, decimal x, decimal y) => operation switch
    {
        "+" => new FhirPathValue(x + y),
        "-" => new FhirPathValue(x - y),
        "*" => new FhirPathValue(x * y),
        _ when y == 0 => default,
        "/" => new FhirPathValue(x / y),
        "div" => OfWhole(decimal.Truncate(x / y)),
        _ => new FhirPathValue(x % y),
    };

    private static FhirPathValue OfWhole(decimal value) =>
        value is >= int.MinValue and <= int.MaxValue ? new FhirPathValue((int)value) : new FhirPathValue(value);

    private static bool TryApplyToQuantity(string operation, FhirPathValue left, FhirPathValue right, out FhirPathValue result)
    {
        result = default;
        if (right.Kind != FhirPathKind.Quantity)
        {
            if (left.Kind != FhirPathKind.Quantity || right.AsDecimal() is not { } number || operation is not ("*" or "/"))
            {
                return false;
            }

            result = operation == "*" ? new(left.Decimal * number, left.Unit) : number == 0 ? default : new(left.Decimal / number, left.Unit);
            return true;
        }

        switch (left.Kind)
        {
            case FhirPathKind.Date or FhirPathKind.DateTime or FhirPathKind.Time when operation is "+" or "-":
                return TemporalArithmetic.TryAdd(left, right, isNegative: operation == "-", out result);
            case FhirPathKind.Integer or FhirPathKind.Decimal when operation == "*":
                result = new(left.AsDecimal()!.Value * right.Decimal, right.Unit);
                return true;
            case FhirPathKind.Quantity when operation is "+" or "-":
                result = left.Unit == right.Unit
                    ? new(operation == "+" ? left.Decimal + right.Decimal : left.Decimal - right.Decimal, left.Unit)
                    : default;
                return true;
            case FhirPathKind.Quantity when operation is "/" or "*":
                result = Combine(operation, left, right);
                return true;
            default:
                return false;
        }
    }

    // Without reckoning with units: only what keeps one of them, or loses both.
    private static FhirPathValue Combine(string operation, FhirPathValue left, FhirPathValue right)
    {
        if (operation == "*")
        {
            return left.Unit == "1" ? new(left.Decimal * right.Decimal, right.Unit)
                : right.Unit == "1" ? new(left.Decimal * right.Decimal, left.Unit) : default;
        }

        return right.Decimal == 0 ? default
            : left.Unit == right.Unit ? new(left.Decimal / right.Decimal, "1")
            : right.Unit == "1" ? new(left.Decimal / right.Decimal, left.Unit) : default;
    }
}
