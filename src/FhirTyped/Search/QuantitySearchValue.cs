using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A number with or without a unit, as a quantity parameter takes it.</summary>
/// <remarks>
/// The default value holds no number and cannot be searched for, nor can one with a system and no code. Its text names none of it: it may
/// be patient data.
/// </remarks>
/// <param name="Value">The number; its scale says how precise it is.</param>
/// <param name="System">The system of the unit's code, or null for any.</param>
/// <param name="Code">The unit's code, or null for any.</param>
public readonly record struct QuantitySearchValue(decimal Value, string? System = null, string? Code = null)
{
    /// <summary>The system of UCUM units: https://ucum.org.</summary>
    public const string UcumSystem = "http://unitsofmeasure.org";

    // The default value has been given no number, not even zero.
    private readonly decimal? _value = Value;

    /// <summary>The number; its scale says how precise it is. Zero where none was given.</summary>
    public decimal Value
    {
        get => _value ?? 0;
        init => _value = value;
    }

    /// <summary>A number with a UCUM unit.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The unit's UCUM code, for example <c>mg/dL</c>.</param>
    /// <exception cref="ArgumentException">The unit is null or empty.</exception>
    public static QuantitySearchValue Ucum(decimal value, string unit) => string.IsNullOrWhiteSpace(unit)
        ? throw QueryBuild.Refused(new ArgumentException("There is no unit: a number without one is another filter.", nameof(unit)))
        : new(value, UcumSystem, unit);

    /// <summary>The type's name.</summary>
    public override string ToString() => nameof(QuantitySearchValue);

    /// <summary>A number without a unit.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator QuantitySearchValue(decimal value) => new(value);

    /// <summary>The value of a quantity.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <exception cref="ArgumentException">It has no value, or a comparator: less than five is not five.</exception>
    public static implicit operator QuantitySearchValue(Quantity quantity) => quantity switch
    {
        null => throw QueryBuild.Refused(new ArgumentNullException(nameof(quantity))),
        { Value: null } => throw QueryBuild.Refused(
            new ArgumentException("The quantity has no value: the filter would disappear from the search.", nameof(quantity))),
        { Comparator: not null } => throw QueryBuild.Refused(
            new ArgumentException("The quantity has a comparator, and is no number itself: compare with its value.", nameof(quantity))),
        { Value: { } value } => new(value, quantity.System, quantity.Code ?? quantity.Unit),
    };

    internal void AppendTo(SearchUrlBuilder url, SearchPrefix prefix, string parameterName)
    {
        url.AppendRaw(SearchPrefixes.Written(prefix));
        url.AppendFormatted(_value ?? throw SearchUrlBuilder.EmptyValue(parameterName));
        if (Code is not null)
        {
            url.AppendBar();
            if (System is not null)
            {
                url.AppendValue(System, parameterName);
            }

            url.AppendBar();
            url.AppendValue(Code, parameterName);
        }
        else if (System is not null)
        {
            throw new ArgumentException($"The value of '{parameterName}' has the system of a unit and no unit.", parameterName);
        }
    }
}
