namespace FhirTyped.R4;

/// <content>Making one.</content>
public partial class Quantity
{
    /// <summary>The system of UCUM, the codes of units. <see href="https://ucum.org"/></summary>
    public const string UcumSystem = "http://unitsofmeasure.org";

    /// <summary>Creates an empty quantity.</summary>
    public Quantity()
    {
    }

    /// <summary>
    /// Creates a quantity whose unit is a word for people: <c>new Quantity(2, "tablets")</c>. It has no code, and so no machine can compare it: where the
    /// unit is UCUM's, as most are, <see cref="Ucum"/> says so.
    /// </summary>
    /// <param name="value">The number; its scale is kept (13.20 stays 13.20).</param>
    /// <param name="unit">The unit.</param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is null or empty.</exception>
    public Quantity(decimal value, string unit)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        Value = value;
        Unit = unit;
    }

    /// <summary>A quantity with a unit of UCUM: <c>Quantity.Ucum(13.2m, "g/dL")</c> has unit, system and code.</summary>
    /// <param name="value">The number; its scale is kept.</param>
    /// <param name="code">The unit as UCUM writes it; it is not checked.</param>
    /// <param name="unit">The unit for people; the code where it is null.</param>
    /// <exception cref="ArgumentException"><paramref name="code"/> is null or empty.</exception>
    public static Quantity Ucum(decimal value, string code, string? unit = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        return new Quantity(value, unit ?? code) { System = UcumSystem, Code = code };
    }
}
