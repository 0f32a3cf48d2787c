using System.Text;

namespace FhirTyped.R4.FhirPath;

/// <summary>
/// Texts as sequences of characters, of which one beyond U+FFFF is a pair of units in .NET. Half of a pair, which only a program can
/// put into a resource, counts as one. <see href="http://hl7.org/fhirpath/N1/#string-manipulation"/>
/// </summary>
internal static class CodePoints
{
    /// <summary>Whether there are characters of two units.</summary>
    public static bool HasPairs(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    /// <summary>How many characters there are.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        while (text.IndexOfAnyInRange('\uD800', '\uDBFF') is >= 0 and var at)
        {
            var isPair = IsPair(text, at);
            count -= isPair ? 1 : 0;
            text = text[(at + (isPair ? 2 : 1))..];
        }

        return count;
    }

    /// <summary>The place in units of the character at a place in characters; the text's length where it ends before.</summary>
    public static int OffsetOf(ReadOnlySpan<char> text, int index)
    {
        if (!HasPairs(text))
        {
            return Math.Min(index, text.Length);
        }

        var at = 0;
        for (; index > 0 && at < text.Length; index--)
        {
            at += IsPair(text, at) ? 2 : 1;
        }

        return at;
    }

    /// <summary>The character at a place in units; the place moves to the next. Half of a pair is its unit.</summary>
    public static int Next(ReadOnlySpan<char> text, ref int at)
    {
        if (IsPair(text, at))
        {
            at += 2;
            return char.ConvertToUtf32(text[at - 2], text[at - 1]);
        }

        return text[at++];
    }

    /// <summary>The small letter of a character, or the character.</summary>
    public static int ToLower(int character) => Rune.TryCreate(character, out var rune) ? Rune.ToLowerInvariant(rune).Value : character;

    /// <summary>Which of two texts comes first by the numbers of their characters.</summary>
    public static int Compare(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        // Units of pairs lie below the last units that are characters themselves, which come first all the same.
        var x = left[same];
        var y = right[same];
        return char.IsSurrogate(x) == char.IsSurrogate(y) ? x.CompareTo(y) : char.IsSurrogate(x) ? 1 : -1;
    }

    private static bool IsPair(ReadOnlySpan<char> text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
}
