namespace FhirTyped.Matching;

/// <summary>Syllables of Hangul from their parts, as Unicode reckons them (https://www.unicode.org/versions/latest/core-spec/chapter-3/#G24646).</summary>
internal static class HangulSyllable
{
    private const char FirstSyllable = '\uAC00';
    private const char LastSyllable = '\uD7A3';
    private const char FirstLeading = '\u1100';
    private const char FirstVowel = '\u1161';

    // The one before the first: a syllable may have none.
    private const char NoTrailing = '\u11A7';
    private const int Leadings = 19;
    private const int Vowels = 21;
    private const int Trailings = 28;

    /// <summary>The syllable of a leading consonant and a vowel, or of a syllable without an end and its end; null of any others.</summary>
    public static char? TryCompose(char first, char second)
    {
        if (first is >= FirstLeading and < (char)(FirstLeading + Leadings) && second is >= FirstVowel and < (char)(FirstVowel + Vowels))
        {
            return (char)(FirstSyllable + ((((first - FirstLeading) * Vowels) + (second - FirstVowel)) * Trailings));
        }

        return first is >= FirstSyllable and <= LastSyllable && (first - FirstSyllable) % Trailings == 0
            && second is > NoTrailing and < (char)(NoTrailing + Trailings)
                ? (char)(first + (second - NoTrailing))
                : null;
    }
}
