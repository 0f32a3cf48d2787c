using System.Collections.Frozen;

namespace FhirTyped.BulkData.DuckDb;

/// <summary>
/// Units that are turned into one of their kind by a factor alone, exactly. Only what needs no knowledge of the substance: never from mass to moles.
/// <see href="https://ucum.org/ucum"/>
/// </summary>
internal static class UcumUnits
{
    private static readonly FrozenDictionary<string, (string Unit, decimal Factor)> Units = new Dictionary<string, (string, decimal)>(StringComparer.Ordinal)
    {
        ["g/L"] = ("g/L", 1), ["g/dL"] = ("g/L", 10), ["mg/dL"] = ("g/L", 0.01m), ["mg/L"] = ("g/L", 0.001m), ["mg/mL"] = ("g/L", 1), ["g/mL"] = ("g/L", 1000), ["ug/mL"] = ("g/L", 0.001m),
        ["ug/L"] = ("g/L", 0.000001m), ["ug/dL"] = ("g/L", 0.00001m), ["ng/mL"] = ("g/L", 0.000001m), ["ng/dL"] = ("g/L", 0.00000001m), ["ng/L"] = ("g/L", 0.000000001m), ["pg/mL"] = ("g/L", 0.000000001m),
        ["mol/L"] = ("mmol/L", 1000), ["mmol/L"] = ("mmol/L", 1), ["umol/L"] = ("mmol/L", 0.001m), ["nmol/L"] = ("mmol/L", 0.000001m), ["pmol/L"] = ("mmol/L", 0.000000001m),
        ["kg"] = ("kg", 1), ["g"] = ("kg", 0.001m), ["mg"] = ("kg", 0.000001m), ["[lb_av]"] = ("kg", 0.45359237m), ["[oz_av]"] = ("kg", 0.028349523125m),
        ["m"] = ("cm", 100), ["cm"] = ("cm", 1), ["mm"] = ("cm", 0.1m), ["[in_i]"] = ("cm", 2.54m), ["[ft_i]"] = ("cm", 30.48m),
        ["10*3/uL"] = ("10*9/L", 1), ["10*9/L"] = ("10*9/L", 1), ["/uL"] = ("10*9/L", 0.001m), ["10*6/uL"] = ("10*9/L", 1000), ["10*12/L"] = ("10*9/L", 1000),
        ["U/L"] = ("U/L", 1), ["U/mL"] = ("U/L", 1000), ["kU/L"] = ("U/L", 1000), ["mm[Hg]"] = ("mm[Hg]", 1),
        ["L"] = ("L", 1), ["dL"] = ("L", 0.1m), ["mL"] = ("L", 0.001m), ["s"] = ("s", 1), ["min"] = ("s", 60), ["h"] = ("s", 3600), ["d"] = ("s", 86400),
        ["/min"] = ("/min", 1), ["{beats}/min"] = ("/min", 1), ["{breaths}/min"] = ("/min", 1), ["kg/m2"] = ("kg/m2", 1), ["%"] = ("%", 1), ["fL"] = ("fL", 1), ["pg"] = ("pg", 1),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The value in the unit of its kind; false where the unit is not known to be safe.</summary>
    public static bool TryNormalise(decimal value, string code, out decimal normal, out string unit)
    {
        const decimal Fahrenheit = 5m / 9m;
        (normal, unit) = (0, "");
        if (code is "Cel" or "[degF]")
        {
            (normal, unit) = (code == "Cel" ? value : (value - 32) * Fahrenheit, "Cel");
            return true;
        }

        if (!Units.TryGetValue(code, out var known) || Math.Abs(value) > decimal.MaxValue / 1_000_000)
        {
            return false;
        }

        (normal, unit) = (value * known.Factor, known.Unit);
        return true;
    }
}
