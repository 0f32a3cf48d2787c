namespace FhirTyped.R4.FhirPath;

/// <summary>Which of two values comes first.</summary>
internal static class Comparison
{
    /// <summary>Compares two values of FHIRPath's own types.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <param name="order">Below, at or above 0; null where that is unknown.</param>
    /// <returns>False where values of these types have no order.</returns>
    public static bool TryCompare(FhirPathValue left, FhirPathValue right, out int? order)
    {
        if (Equality.IsNumber(left.Kind) && Equality.IsNumber(right.Kind))
        {
            order = left.AsDecimal()!.Value.CompareTo(right.AsDecimal()!.Value);
            return true;
        }

        if (Equality.IsMoment(left.Kind) && Equality.IsMoment(right.Kind) || left.Kind == FhirPathKind.Time && right.Kind == FhirPathKind.Time)
        {
            order = TemporalValue.Compare(left.Temporal, left.TemporalText, right.Temporal, right.TemporalText);
            return true;
        }

        order = (left.Kind, right.Kind) switch
        {
            (FhirPathKind.String, FhirPathKind.String) => CodePoints.Compare(left.Text, right.Text),
            (FhirPathKind.Quantity, FhirPathKind.Quantity) => CompareQuantities(left, right),
            _ => null,
        };

        // A value that stayed an element (a Quantity with a comparator, a date outside its format) is not known well enough to compare.
        return left.Kind == right.Kind && left.Kind is FhirPathKind.String or FhirPathKind.Quantity
            || left.IsUncertain || right.IsUncertain;
    }

    /// <summary>Compares quantities of the same unit, or of units of time that have a definite length; null for others.</summary>
    public static int? CompareQuantities(FhirPathValue left, FhirPathValue right)
    {
        var x = UnitOf(left);
        var y = UnitOf(right);
        if (x == y)
        {
            return left.Decimal.CompareTo(right.Decimal);
        }

        return Scale(x) is (var unit, var factor) && Scale(y) is (var otherUnit, var otherFactor) && unit == otherUnit
            ? Scaled(left.Decimal, factor).CompareTo(Scaled(right.Decimal, otherFactor))
            : null;
    }

    /// <summary>The same for quantities that are equal.</summary>
    public static int HashOfQuantity(FhirPathValue quantity)
    {
        var unit = UnitOf(quantity);
        return Scale(unit) is (var smallest, var factor)
            ? HashCode.Combine(smallest, Scaled(quantity.Decimal, factor))
            : HashCode.Combine(unit, quantity.Decimal);
    }

    // The smallest of the units into which one can be reckoned, and how many of it there are; null where there is no other.
    private static (string Smallest, decimal Factor)? Scale(string word) => CalendarUnit.Milliseconds(word) is { } milliseconds ? ("millisecond", milliseconds)
        : Months(word) is { } months ? ("month", months) : null;

    private static double Scaled(decimal value, decimal factor) => (double)value * (double)factor;

    // A year in words has twelve months; UCUM's year and month are others, and stay codes.
    private static decimal? Months(string word) => word switch
    {
        "year" => 12,
        "month" => 1,
        _ => null,
    };

    private static string UnitOf(FhirPathValue value) =>
        CalendarUnit.OfUcum(value.Unit) is { } word && word is not ("year" or "month") ? word : value.Unit;
}
