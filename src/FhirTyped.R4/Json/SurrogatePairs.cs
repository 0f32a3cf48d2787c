using System.Buffers;

namespace FhirTyped.R4;

/// <summary>
/// Whether characters beyond U+FFFF, which UTF-16 and JSON's escapes write as pairs, are whole. Half of a pair is no character:
/// <see href="https://www.rfc-editor.org/rfc/rfc8259#section-8.2"/>.
/// </summary>
internal static class SurrogatePairs
{
    private const int LengthOfEscape = 6;

    // Unlike a search by a range of any type, this one boxes nothing before the runtime has optimised it: writing allocates nothing from the start.
    private static readonly SearchValues<char> Halves = SearchValues.Create(
        string.Create('\uDFFF' - '\uD800' + 1, '\uD800', static (all, first) =>
        {
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = (char)(first + i);
            }
        }));

    /// <summary>Whether a text has no half of a pair.</summary>
    public static bool AreWhole(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Halves) is >= 0 and var at)
        {
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }

            text = text[(at + 2)..];
        }

        return true;
    }

    /// <summary>Where a payload has an escape of half a pair, or -1. Outside of strings JSON has no backslash.</summary>
    public static int FirstHalf(ReadOnlySpan<byte> json)
    {
        var at = 0;
        while (json[at..].IndexOf((byte)'\\') is >= 0 and var next)
        {
            at += next;
            switch (UnitAt(json, at))
            {
                case >= 0xD800 and <= 0xDBFF when UnitAt(json, at + LengthOfEscape) is >= 0xDC00 and <= 0xDFFF:
                    at += 2 * LengthOfEscape;
                    break;
                case >= 0xD800 and <= 0xDFFF:
                    return at;
                default:
                    // The character behind the backslash is not looked at: it may be one itself.
                    at = Math.Min(at + 2, json.Length);
                    break;
            }
        }

        return -1;
    }

    // The UTF-16 unit that an escape stands for; -1 where there is none.
    private static int UnitAt(ReadOnlySpan<byte> json, int at)
    {
        if (json.Length - at < LengthOfEscape || json[at] != '\\' || json[at + 1] != 'u')
        {
            return -1;
        }

        var unit = 0;
        for (var i = at + 2; i < at + LengthOfEscape; i++)
        {
            if (!char.IsAsciiHexDigit((char)json[i]))
            {
                return -1;
            }

            unit = (unit << 4) | (json[i] <= '9' ? json[i] - '0' : (json[i] | 0x20) - 'a' + 10);
        }

        return unit;
    }
}
