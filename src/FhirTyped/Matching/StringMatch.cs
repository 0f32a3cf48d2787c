using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>Criteria on texts: https://hl7.org/fhir/R4/search.html#string.</summary>
internal static class StringMatch
{
    public static ValueMatch? TryCreate(string escaped, string modifier)
    {
        var text = SearchEscaping.Unescape(escaped);
        if (modifier == "exact")
        {
            return value => value is StringIndexValue held && held.Text == text;
        }

        // Of accents and spaces alone nothing remains, which every text begins with.
        var folded = TextFolding.Fold(text);
        if (folded.Length == 0)
        {
            return null;
        }

        return modifier switch
        {
            "" => value => value is StringIndexValue held && held.Folded.StartsWith(folded, StringComparison.Ordinal),
            "contains" or "text" => value => value is StringIndexValue held && held.Folded.Contains(folded, StringComparison.Ordinal),
            _ => null,
        };
    }
}
