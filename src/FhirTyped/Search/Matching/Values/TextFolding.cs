using System.Text;

namespace FhirTyped.Matching;

/// <summary>
/// Texts without case, accents and needless white space, as string search compares them: https://hl7.org/fhir/R4/search.html#string.
/// A table of its own, so that the result does not hang on the machine's culture data.
/// </summary>
internal static class TextFolding
{
    // The letters of Latin-1 and Latin Extended-A, from U+00C0 on, without accents; what has no letter below it stays.
    private const string Folded =
        "aaaaaa*ceeeeiiiidnooooo×ouuuuy**aaaaaa*ceeeeiiiidnooooo÷ouuuuy*y" +
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll" +
        "lllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>The folded text.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var isAfterSpace = true;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (!isAfterSpace)
                {
                    folded.Append(' ');
                }

                isAfterSpace = true;
                continue;
            }

            // Accents that stand for themselves, after their letter.
            if (c is >= '\u0300' and <= '\u036F')
            {
                continue;
            }

            isAfterSpace = false;
            Append(folded, c);
        }

        if (folded.Length > 0 && folded[^1] == ' ')
        {
            folded.Length--;
        }

        return folded.ToString();
    }

    private static void Append(StringBuilder folded, char c)
    {
        const char First = '\u00C0';
        if (c < First || c - First >= Folded.Length)
        {
            folded.Append(char.ToLowerInvariant(c));
            return;
        }

        switch (c)
        {
            case 'Æ' or 'æ':
                folded.Append("ae");
                break;
            case 'Œ' or 'œ':
                folded.Append("oe");
                break;
            case 'Þ' or 'þ':
                folded.Append("th");
                break;
            case 'ß':
                folded.Append("ss");
                break;
            case 'Ĳ' or 'ĳ':
                folded.Append("ij");
                break;
            default:
                folded.Append(Folded[c - First]);
                break;
        }
    }
}
