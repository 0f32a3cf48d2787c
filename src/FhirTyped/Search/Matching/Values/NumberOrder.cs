using System.Globalization;

namespace FhirTyped.Matching;

/// <summary>Numbers as texts of the same order.</summary>
internal static class NumberOrder
{
    // Any decimal fits: 29 digits before the point and 28 behind it.
    private const int DigitsBefore = 29;
    private const int DigitsBehind = 28;

    /// <summary>The text of a number; of null one before all others.</summary>
    public static string KeyOf(decimal? value)
    {
        if (value is not { } number)
        {
            return "";
        }

        var text = Math.Abs(number).ToString("F" + DigitsBehind, CultureInfo.InvariantCulture).PadLeft(DigitsBefore + 1 + DigitsBehind, '0');
        return number >= 0
            ? "1" + text
            : "0" + string.Create(text.Length, text, static (target, source) =>
            {
                // A larger amount below zero comes first: each digit is turned round.
                for (var i = 0; i < source.Length; i++)
                {
                    target[i] = source[i] == '.' ? '.' : (char)('9' - (source[i] - '0'));
                }
            });
    }
}
