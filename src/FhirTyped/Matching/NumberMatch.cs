using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>Criteria on numbers and quantities: https://hl7.org/fhir/R4/search.html#quantity. Units are compared, not converted.</summary>
internal static class NumberMatch
{
    public static ValueMatch? TryCreate(string escaped)
    {
        var prefix = SearchPrefixes.Take(SearchEscaping.Unescape(escaped), out var text);
        return NumberRange.TryParse(text) is { } range
            ? value => value is NumberIndexValue held && range.Matches(prefix, held.Low, held.High)
            : null;
    }

    // number, number|system|code and number||code, where the last is also the unit in words.
    public static ValueMatch? TryCreateOfQuantity(string escaped)
    {
        var parts = SearchEscaping.Split(escaped, '|').ConvertAll(SearchEscaping.Unescape);
        var prefix = SearchPrefixes.Take(parts[0], out var text);
        if (parts.Count is not (1 or 3) || NumberRange.TryParse(text) is not { } range)
        {
            return null;
        }

        if (parts.Count == 1)
        {
            return value => value is QuantityIndexValue held && range.Matches(prefix, held.Low, held.High);
        }

        var system = parts[1];
        var code = parts[2];
        return value => value is QuantityIndexValue held && HasUnit(held, system, code) && range.Matches(prefix, held.Low, held.High);
    }

    private static bool HasUnit(QuantityIndexValue held, string system, string code) => system.Length > 0
        ? held.System == system && (code.Length == 0 || held.Code == code)
        : code.Length == 0 || held.Code == code || held.Unit == code;
}
