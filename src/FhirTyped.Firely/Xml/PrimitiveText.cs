using System.Globalization;

namespace FhirTyped.Firely;

/// <summary>Values as texts that are compared: without white space, which XML and base64 do not count, and numbers with an exponent by their value.</summary>
internal static class PrimitiveText
{
    private const int DecimalDigits = 28;

    /// <summary>A value in one spelling.</summary>
    public static string Canonical(string value)
    {
        var text = value.AsSpan().ContainsAny(" \t\r\n") || value.Any(char.IsWhiteSpace) ? string.Concat(value.Where(static c => !char.IsWhiteSpace(c))) : value;
        if (text.Length > DecimalDigits && text.Contains('.', StringComparison.Ordinal) && text.All(static c => char.IsAsciiDigit(c) || c is '.' or '-' or '+' or 'e' or 'E')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
        {
            // Digits beyond those of a double say nothing more: servers write them of doubles.
            return real.ToString("R", CultureInfo.InvariantCulture);
        }

        return text.Length is > 0 and < 64 && (char.IsAsciiDigit(text[0]) || text[0] == '-') && text.AsSpan().ContainsAny("eE")
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && (number != 0 || IsZero(text))
                ? number.ToString(CultureInfo.InvariantCulture)
                : text;
    }

    // What is too small for a decimal becomes 0 without a word.
    private static bool IsZero(string text) => text.TakeWhile(static c => c is not ('e' or 'E')).All(static c => c is '0' or '.' or '-');
}
