using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>The number of a criterion, and the range that its digits stand for: https://hl7.org/fhir/R4/search.html#number.</summary>
/// <param name="Value">The number.</param>
/// <param name="Low">The least that would be written so.</param>
/// <param name="High">What would be written as the next.</param>
internal readonly record struct NumberRange(ExactDecimal Value, ExactDecimal Low, ExactDecimal High)
{
    private const int MostDigits = 10_000;

    /// <summary>
    /// Reads a number, also with an exponent: 100, 100.00 and 1e2 stand for ranges of different width. Neither its size nor its
    /// precision is bounded by what .NET's numbers hold.
    /// </summary>
    public static NumberRange? TryParse(string text) =>
        text.Length <= MostDigits && ExactDecimal.TryParse(text, out var value, out var half)
            ? new NumberRange(value, value.MinusHalf(half), value.PlusHalf(half))
            : null;

    /// <summary>Whether a number or range of a resource fulfils a comparison with this number.</summary>
    public bool Matches(SearchPrefix prefix, ExactDecimal? low, ExactDecimal? high)
    {
        switch (prefix)
        {
            case SearchPrefix.Equal:
                return Holds(low, high);
            case SearchPrefix.NotEqual:
                return !Holds(low, high);
            case SearchPrefix.GreaterThan:
                return high is null || high > Value;
            case SearchPrefix.LessThan:
                return low is null || low < Value;
            case SearchPrefix.GreaterOrEqual:
                return high is null || high >= Value;
            case SearchPrefix.LessOrEqual:
                return low is null || low <= Value;
            case SearchPrefix.StartsAfter:
                return low > Value;
            case SearchPrefix.EndsBefore:
                return high < Value;
            default:
                const int TenthsBelow = 9;
                const int TenthsAbove = 11;
                var (least, most) = Value.Sign < 0 ? (Value.Tenths(TenthsAbove), Value.Tenths(TenthsBelow)) : (Value.Tenths(TenthsBelow), Value.Tenths(TenthsAbove));
                return (low is null || low <= most) && (high is null || high >= least);
        }
    }

    private bool Holds(ExactDecimal? low, ExactDecimal? high) => low is { } from && high is { } to && from >= Low && to < High;
}
