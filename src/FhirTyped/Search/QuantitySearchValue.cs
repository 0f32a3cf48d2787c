using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A number with or without a unit, as a quantity parameter takes it.</summary>
/// <param name="Value">The number; its scale says how precise it is.</param>
/// <param name="System">The system of the unit's code, or null for any.</param>
/// <param name="Code">The unit's code, or null for any.</param>
public readonly record struct QuantitySearchValue(decimal Value, string? System = null, string? Code = null)
{
    /// <summary>The system of UCUM units: https://ucum.org.</summary>
    public const string UcumSystem = "http://unitsofmeasure.org";

    /// <summary>A number with a UCUM unit.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The unit's UCUM code, for example <c>mg/dL</c>.</param>
    /// <exception cref="ArgumentException">The unit is null or empty.</exception>
    public static QuantitySearchValue Ucum(decimal value, string unit)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(unit);
        return new(value, UcumSystem, unit);
    }

    /// <summary>A number without a unit.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator QuantitySearchValue(decimal value) => new(value);

    /// <summary>The value of a quantity.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <exception cref="ArgumentException">It has no value.</exception>
    public static implicit operator QuantitySearchValue(Quantity quantity)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        var value = quantity.Value
            ?? throw new ArgumentException("The quantity has no value: the filter would disappear from the search.", nameof(quantity));
        return new(value, quantity.System, quantity.Code ?? quantity.Unit);
    }
}
