using System.Globalization;

namespace FhirTyped.Matching;

/// <summary>The number of a criterion, and the range that its digits stand for: https://hl7.org/fhir/R4/search.html#number.</summary>
/// <param name="Value">The number.</param>
/// <param name="Low">The least that would be written so.</param>
/// <param name="High">What would be written as the next.</param>
internal readonly record struct NumberRange(decimal Value, decimal Low, decimal High)
{
    private const int MostExponent = 27;

    /// <summary>Reads a number, also with an exponent: 100, 100.00 and 1e2 stand for ranges of different width.</summary>
    public static NumberRange? TryParse(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite), CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        var e = text.IndexOfAny(['e', 'E']);
        var mantissa = e < 0 ? text : text[..e];
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var lastDigit = exponent - (point < 0 ? 0 : mantissa.Length - point - 1);
        if (Math.Abs(lastDigit) > MostExponent)
        {
            return new NumberRange(value, value, value);
        }

        var half = 0.5m;
        for (var i = 0; i < Math.Abs(lastDigit); i++)
        {
            half = lastDigit > 0 ? half * 10 : half / 10;
        }

        return Math.Abs(value) > decimal.MaxValue / 4 ? new NumberRange(value, value, value) : new NumberRange(value, value - half, value + half);
    }

    /// <summary>Whether a number or range of a resource fulfils a comparison with this number.</summary>
    public bool Matches(SearchPrefix prefix, decimal? low, decimal? high)
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
                var margin = Math.Abs(Value) / 10;
                return (low is null || low <= Value + margin) && (high is null || high >= Value - margin);
        }
    }

    private bool Holds(decimal? low, decimal? high) =>
        low is { } from && high is { } to && from >= Low && (to < High || (Low == High && to == High));
}
