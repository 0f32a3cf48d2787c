using System.Globalization;

namespace FhirTyped.Cli.Exports;

/// <summary>Sizes as people read them.</summary>
internal static class ExportSize
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    public static string Describe(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1000 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}
