using System.Globalization;
using System.Text;

namespace FhirTyped.Gateway.Mcp;

/// <summary>
/// Text of a record, as an agent gets it: one line, within a length, without characters that cannot be seen. It is data: what it says, nobody here means.
/// </summary>
internal static class RecordText
{
    /// <summary>The longest text that is given, in UTF-16 units.</summary>
    public const int Longest = 300;

    /// <summary>The text as it is given.</summary>
    public static string Clean(string text, int longest = Longest)
    {
        if (text.Length <= longest && IsClean(text))
        {
            return text;
        }

        var clean = new StringBuilder(Math.Min(text.Length, longest) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > longest)
            {
                clean.Append('…');
                break;
            }

            if (!IsHidden(rune))
            {
                clean.Append(Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) ? " " : rune.ToString());
            }
        }

        return clean.ToString();
    }

    private static bool IsClean(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    // Zero-width characters, marks that change the direction, tags, private use: what a person who looks at the record does not see, an agent is not to read.
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        || rune == Rune.ReplacementChar;
}
