using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>One part of a composite search value (https://hl7.org/fhir/R4/search.html#composite).</summary>
/// <remarks>
/// Codes, days, numbers and texts convert by themselves. The default value is empty and cannot be searched for. The text of a value does not
/// name it: it may be patient data.
/// </remarks>
public readonly struct SearchComponent
{
    private readonly string? _text;
    private readonly SearchPrefix _prefix;
    private readonly SearchToken _token;
    private readonly QuantitySearchValue? _quantity;
    private readonly DateSearchValue? _date;

    private SearchComponent(
        string? text = null, SearchToken token = default, QuantitySearchValue? quantity = null, DateSearchValue? date = null,
        SearchPrefix prefix = SearchPrefix.Equal)
    {
        _text = text;
        _token = token;
        _quantity = quantity;
        _date = date;
        _prefix = prefix;
    }

    /// <summary>A code with or without its system.</summary>
    public static implicit operator SearchComponent(SearchToken token) => new(token: token);

    /// <summary>A number with or without a unit, equal in its precision.</summary>
    public static implicit operator SearchComponent(QuantitySearchValue value) => new(quantity: value);

    /// <summary>A number, equal in its precision.</summary>
    public static implicit operator SearchComponent(decimal value) => new(quantity: value);

    /// <summary>A day or moment.</summary>
    public static implicit operator SearchComponent(DateSearchValue value) => new(date: value);

    /// <summary>A day.</summary>
    public static implicit operator SearchComponent(DateOnly value) => new(date: value);

    /// <summary>A text, a code without system, or a reference.</summary>
    public static implicit operator SearchComponent(string text) => new(text: text);

    /// <summary>Greater than a quantity: <c>gt</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The UCUM code of the unit, or null for any.</param>
    public static SearchComponent GreaterThan(decimal value, string? unit = null) => Compare(SearchPrefix.GreaterThan, value, unit);

    /// <summary>Greater than a quantity, or equal: <c>ge</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The UCUM code of the unit, or null for any.</param>
    public static SearchComponent AtLeast(decimal value, string? unit = null) => Compare(SearchPrefix.GreaterOrEqual, value, unit);

    /// <summary>Less than a quantity: <c>lt</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The UCUM code of the unit, or null for any.</param>
    public static SearchComponent LessThan(decimal value, string? unit = null) => Compare(SearchPrefix.LessThan, value, unit);

    /// <summary>Less than a quantity, or equal: <c>le</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The UCUM code of the unit, or null for any.</param>
    public static SearchComponent AtMost(decimal value, string? unit = null) => Compare(SearchPrefix.LessOrEqual, value, unit);

    /// <summary>Within a day or moment, or after: <c>ge</c>.</summary>
    /// <param name="value">The day or moment.</param>
    public static SearchComponent OnOrAfter(DateSearchValue value) => new(date: value, prefix: SearchPrefix.GreaterOrEqual);

    /// <summary>Within a day or moment, or before: <c>le</c>.</summary>
    /// <param name="value">The day or moment.</param>
    public static SearchComponent OnOrBefore(DateSearchValue value) => new(date: value, prefix: SearchPrefix.LessOrEqual);

    /// <summary>The type's name.</summary>
    public override string ToString() => nameof(SearchComponent);

    internal void AppendTo(SearchUrlBuilder url, string parameterName)
    {
        if (_quantity is { } quantity)
        {
            quantity.AppendTo(url, _prefix, parameterName);
        }
        else if (_date is { } date)
        {
            url.AppendRaw(SearchPrefixes.Written(_prefix));
            date.AppendTo(url, parameterName);
        }
        else if (_text is not null)
        {
            url.AppendValue(_text, parameterName);
        }
        else
        {
            SearchWriter.AppendToken(url, _token, parameterName);
        }
    }

    private static SearchComponent Compare(SearchPrefix prefix, decimal value, string? unit) =>
        new(quantity: unit is null ? value : QuantitySearchValue.Ucum(value, unit), prefix: prefix);
}
