using System.Text.RegularExpressions;

namespace FhirTyped.Cli.Mining;

/// <summary>The prose of one search parameter, cleaned of markup and cut into what is said at a time.</summary>
/// <param name="Whole">The text without markup, in one line.</param>
/// <param name="Clauses">Its sentences without what stands in brackets, and what stands in brackets, each without its full stop.</param>
internal sealed partial record DocumentationText(string Whole, IReadOnlyList<string> Clauses)
{
    // The longest documentation of a parameter that is known has 2,300 characters; phrases are looked for in time that grows with more than the length.
    private const int LongestText = 8_000;

    /// <summary>Reads a text; what follows its first 8,000 characters is left out.</summary>
    public static DocumentationText Read(string text)
    {
        text = text.Length > LongestText ? text[..LongestText] : text;
        // A long bold passage is a note of its own; bold words are emphasis.
        var whole = Notes().Replace(Bullets().Replace(Tags().Replace(text, " "), ", "), ". ${note}. ");
        whole = Spaces().Replace(Marks().Replace(Quotes().Replace(whole, "'"), ""), " ").Trim();
        var clauses = new List<string>();
        foreach (Match bracket in Brackets().Matches(whole))
        {
            clauses.AddRange(Sentences(bracket.Groups["inner"].Value));
        }

        clauses.AddRange(Sentences(Brackets().Replace(whole, " ")));
        return new(whole, clauses);
    }

    private static IEnumerable<string> Sentences(string text) => SentenceEnds().Split(text)
        .Select(sentence => Spaces().Replace(sentence, " ").Trim(' ', '.', ';', ',', '-'))
        .Where(sentence => sentence.Length > 0);

    [GeneratedRegex("<[^<>]{1,100}>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\*\*(?<note>[^*]{20,})\*\*")]
    private static partial Regex Notes();

    [GeneratedRegex(@"[‘’“”`]")]
    private static partial Regex Quotes();

    [GeneratedRegex(@"(?<=\w)\*+|\*+(?=\w)")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\n\s*[-*] ")]
    private static partial Regex Bullets();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\((?<inner>[^()]*)\)")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"(?<=[.;!?])\s+|\s+-\s+")]
    private static partial Regex SentenceEnds();
}
