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
        switch (item.Element)
        {
            case null when item.AsDecimal() is { } number:
                Add(new QuantityIndexValue(number, number, null, null, null), isNumber, values);
                break;
            case PrimitiveElement { HasValue: true, PrimitiveType: PrimitiveType.Decimal or PrimitiveType.Integer or PrimitiveType.PositiveInt or PrimitiveType.UnsignedInt } primitive:
                Add(NumberOf(primitive) is { } held ? new QuantityIndexValue(held, held, null, null, null) : null, isNumber, values);
                break;
            case Quantity quantity when HasNumber(quantity, quantity.Value):
                Add(Of(quantity), isNumber, values);
                break;
            case Money money when HasNumber(money, money.Value):
                Add(NumberOf(money, money.Value) is { } amount ? new QuantityIndexValue(amount, amount, Currencies, money.Currency, null) : null, isNumber, values);
                break;
            case R4.Range range when (range.Low ?? range.High) is { } either:
                Add(new QuantityIndexValue(NumberOf(range.Low), NumberOf(range.High), either.System, either.Code, either.Unit), isNumber, values);
                break;
            case SampledData { Origin: { } origin, Data: { } text } data when HasSamples(text):
                Add(Of(data, origin, text), isNumber, values);
                break;
        }
    }

    private static void Add(QuantityIndexValue? quantity, bool isNumber, List<IndexValue> values) =>
        values.Add(quantity is null ? UnreadableIndexValue.Instance : isNumber ? new NumberIndexValue(quantity.Low, quantity.High) : quantity);

    // A quantity of "< 5" lies somewhere below.
    private static QuantityIndexValue? Of(Quantity quantity) => NumberOf(quantity) is not { } value ? null : quantity.Comparator?.Text switch
    {
        "<" or "<=" => new(null, value, quantity.System, quantity.Code, quantity.Unit),
        ">" or ">=" => new(value, null, quantity.System, quantity.Code, quantity.Unit),
        _ => new(value, value, quantity.System, quantity.Code, quantity.Unit),
    };

    private static ExactDecimal? NumberOf(Quantity? quantity) => quantity is null ? null : NumberOf(quantity, quantity.Value);

    private static bool HasNumber(Base owner, decimal? value) => value is not null || PrimitiveOf(owner) is not null;

    // What .NET's decimal has rounded, or cannot hold, is in the text that came.
    private static ExactDecimal? NumberOf(Base owner, decimal? value) =>
        value is { } number && IsExact(number) ? number : PrimitiveOf(owner) is { } primitive ? NumberOf(primitive) : null;

    private static ExactDecimal? NumberOf(PrimitiveElement primitive) =>
        ExactDecimal.TryParse(primitive.Text, out var number, out _) ? number : null;

    private static PrimitiveElement? PrimitiveOf(Base owner) =>
        owner.GetElements("value") is [PrimitiveElement { HasValue: true } primitive] ? primitive : null;

    // Only a number that fills all of a decimal's digits, or lies below its least, can have been rounded.
    private static bool IsExact(decimal number)
    {
        const decimal Fills = 1e27m;
        const int MostScale = 28;
        return number != 0 && number.Scale < MostScale && Math.Abs(Unscaled(number)) < Fills;
    }

    private static decimal Unscaled(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        return new decimal(parts[0], parts[1], parts[2], isNegative: false, scale: 0);
    }

    private static bool HasSamples(string text) => text.AsSpan().IndexOfAnyInRange('0', '9') >= 0;

    // From the lowest to the highest of the samples; E, U and L stand for samples without a number.
    private static QuantityIndexValue? Of(SampledData data, Quantity origin, string text)
    {
        decimal? low = null;
        decimal? high = null;
        try
        {
            foreach (var range in text.AsSpan().Split(' '))
            {
                if (decimal.TryParse(text.AsSpan(range), NumberStyles.Float, CultureInfo.InvariantCulture, out var sample))
                {
                    var value = (origin.Value ?? 0) + (sample * (data.Factor ?? 1));
                    low = Math.Min(low ?? value, value);
                    high = Math.Max(high ?? value, value);
                }
            }
        }
        catch (OverflowException)
        {
            return null;
        }

        return low is null ? null : new QuantityIndexValue(low, high, origin.System, origin.Code, origin.Unit);
    }
}
