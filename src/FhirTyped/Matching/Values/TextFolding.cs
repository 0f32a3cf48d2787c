using System.Text;

namespace FhirTyped.Matching;

/// <summary>
/// Texts without case, accents and needless white space, as string search compares them: https://hl7.org/fhir/R4/search.html#string.
/// Characters are decomposed as Unicode does (canonically and by compatibility), lose their accents, and become small letters; composed
/// and decomposed forms fold alike, in every script. A vowel that Unicode writes as a mark stays: without it a word is another one.
/// </summary>
/// <remarks>The one place that folds: whatever compares or looks up texts of a string search asks here.</remarks>
internal static class TextFolding
{
    /// <summary>The folded text. Folding it again changes nothing.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (char.IsAscii(c))
            {
                Append(folded, char.ToLowerInvariant(c));
                continue;
            }

            int character = c;
            if (at + 1 < text.Length && char.IsSurrogatePair(c, text[at + 1]))
            {
                character = char.ConvertToUtf32(c, text[++at]);
            }

            AppendFolded(folded, character);
        }

        if (folded.Length > 0 && folded[^1] == ' ')
        {
            folded.Length--;
        }

        return folded.ToString();
    }

    private static void AppendFolded(StringBuilder folded, int character)
    {
        var (text, single) = FoldingTable.Instance.Find(character);
        if (text is not null)
        {
            foreach (var c in text)
            {
                Append(folded, c);
            }
        }
        else if ((single ?? character) is > char.MaxValue and var beyond)
        {
            folded.Append(char.ConvertFromUtf32(beyond));
        }
        else
        {
            Append(folded, (char)(single ?? character));
        }
    }

    private static void Append(StringBuilder folded, char c)
    {
        if (char.IsWhiteSpace(c))
        {
            if (folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }
        else if (folded.Length > 0 && HangulSyllable.TryCompose(folded[^1], c) is { } syllable)
        {
            folded[^1] = syllable;
        }
        else
        {
            folded.Append(c);
        }
    }
}
