using System.Globalization;
using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>Places near another: <c>latitude|longitude|distance|units</c>, https://hl7.org/fhir/R4/location.html#positional.</summary>
internal static class PositionMatch
{
    private const double EarthInKilometres = 6371.0088;
    private const double DefaultDistance = 50;

    public static ValueMatch? TryCreate(string escaped)
    {
        var parts = SearchEscaping.Split(escaped, '|');
        if (parts.Count is < 2 or > 4 || Number(parts[0]) is not { } latitude || Number(parts[1]) is not { } longitude)
        {
            return null;
        }

        var distance = parts.Count > 2 && parts[2].Length > 0 ? Number(parts[2]) : DefaultDistance;
        var unit = KilometresOf(parts.Count > 3 ? parts[3] : "");
        return distance is null || unit is null
            ? null
            : value => value is PositionIndexValue held && Distance(latitude, longitude, (double)held.Latitude, (double)held.Longitude) <= distance * unit;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? KilometresOf(string unit) => unit switch
    {
        "" or "km" => 1,
        "m" => 0.001,
        "[mi_us]" or "mi" or "[mi_i]" => 1.609344,
        _ => null,
    };

    private static double Distance(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        var x = Math.Sin(double.DegreesToRadians(otherLatitude - latitude) / 2);
        var y = Math.Sin(double.DegreesToRadians(otherLongitude - longitude) / 2);
        var h = (x * x) + (Math.Cos(double.DegreesToRadians(latitude)) * Math.Cos(double.DegreesToRadians(otherLatitude)) * y * y);
        return 2 * EarthInKilometres * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
