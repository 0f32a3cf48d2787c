using System.Globalization;

namespace FhirTyped.TestData;

/// <summary>National provider identifiers that pass every check and are nobody's: real ones begin with 1 or 2, these with 9.</summary>
internal static class NationalProviderIds
{
    public static string Next(SeededRandom random)
    {
        var body = "9" + random.Next(0, 99_999_999).ToString("D8", CultureInfo.InvariantCulture);

        // Luhn's check digit over the number behind the prefix 80840, whose own part of the sum is 24.
        var sum = 24;
        for (var i = 0; i < body.Length; i++)
        {
            var digit = body[i] - '0';
            var doubled = digit * 2;
            sum += i % 2 == 0 ? (doubled > 9 ? doubled - 9 : doubled) : digit;
        }

        return body + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
