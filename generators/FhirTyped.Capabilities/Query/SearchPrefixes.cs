namespace FhirTyped.Capabilities;

/// <summary>The words of the comparisons: the one place where they are spelled (https://hl7.org/fhir/R4/search.html#prefix).</summary>
internal static class SearchPrefixes
{
    /// <summary>All of them in the order of the enum, as a regular expression has them.</summary>
    public const string Alternatives = "eq|ne|gt|lt|ge|le|sa|eb|ap";

    private static readonly string[] Spelled = Alternatives.Split('|');

    /// <summary>All of them.</summary>
    public static EquatableArray<string> Words { get; } = new(Spelled);

    /// <summary>The word of a comparison.</summary>
    public static string WordOf(SearchPrefix prefix) => Spelled[(int)prefix];

    /// <summary>What is written before a value: nothing for equality, which is the default.</summary>
    public static string Written(SearchPrefix prefix) => prefix == SearchPrefix.Equal ? "" : WordOf(prefix);

    /// <summary>The comparison that a word is; null where it is none.</summary>
    public static SearchPrefix? Find(string word) => Find(word, word.Length);

    /// <summary>The comparison before a value, and what follows it; equality where the value has no prefix.</summary>
    public static SearchPrefix Take(string value, out string rest)
    {
        var prefix = value.Length < 2 ? null : Find(value, 2);
        rest = prefix is null ? value : value.Substring(2);
        return prefix ?? SearchPrefix.Equal;
    }

    private static SearchPrefix? Find(string text, int length)
    {
        for (var i = 0; i < Spelled.Length; i++)
        {
            if (length == 2 && text[0] == Spelled[i][0] && text[1] == Spelled[i][1])
            {
                return (SearchPrefix)i;
            }
        }

        return null;
    }
}
