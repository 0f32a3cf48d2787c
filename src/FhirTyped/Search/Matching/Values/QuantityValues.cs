using System.Globalization;
using FhirTyped.R4;
using FhirTyped.R4.FhirPath;

namespace FhirTyped.Matching;

/// <summary>The numbers of a number or quantity parameter: https://hl7.org/fhir/R4/search.html#quantity.</summary>
internal static class QuantityValues
{
    private const string Currencies = "urn:iso:std:iso:4217";

    public static void Add(FhirPathValue item, bool isNumber, List<IndexValue> values)
    {
        if (item.AsDecimal() is { } number)
        {
            values.Add(isNumber ? new NumberIndexValue(number, number) : new QuantityIndexValue(number, number, null, null, null));
            return;
        }

        var quantity = item.Element switch
        {
            Quantity { Value: not null } single => Of(single),
            Money { Value: { } amount } money => new QuantityIndexValue(amount, amount, Currencies, money.Currency, null),
            R4.Range range when (range.Low ?? range.High) is { } either =>
                new QuantityIndexValue(range.Low?.Value, range.High?.Value, either.System, either.Code, either.Unit),
            SampledData { Origin: { } origin, Data: { } text } data => Of(data, origin, text),
            _ => null,
        };
        if (quantity is not null)
        {
            values.Add(isNumber ? new NumberIndexValue(quantity.Low, quantity.High) : quantity);
        }
    }

    // A quantity of "< 5" lies somewhere below.
    private static QuantityIndexValue Of(Quantity quantity) => quantity.Comparator?.Text switch
    {
        "<" or "<=" => new(null, quantity.Value, quantity.System, quantity.Code, quantity.Unit),
        ">" or ">=" => new(quantity.Value, null, quantity.System, quantity.Code, quantity.Unit),
        _ => new(quantity.Value, quantity.Value, quantity.System, quantity.Code, quantity.Unit),
    };

    // From the lowest to the highest of the samples; E, U and L stand for samples without a number.
    private static QuantityIndexValue? Of(SampledData data, Quantity origin, string text)
    {
        decimal? low = null;
        decimal? high = null;
        foreach (var word in text.Split(' '))
        {
            if (decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var sample))
            {
                var value = (origin.Value ?? 0) + (sample * (data.Factor ?? 1));
                low = Math.Min(low ?? value, value);
                high = Math.Max(high ?? value, value);
            }
        }

        return low is null ? null : new QuantityIndexValue(low, high, origin.System, origin.Code, origin.Unit);
    }
}
