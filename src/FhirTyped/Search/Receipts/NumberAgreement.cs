using FhirTyped.Capabilities;
using FhirTyped.Matching;

namespace FhirTyped.Receipts;

/// <summary>Compares numbers and quantities: 100 is 1e2 where only the number counts, and not where its precision does.</summary>
internal static class NumberAgreement
{
    /// <summary>Compares two numbers.</summary>
    public static Agreement Compare(string sentEscaped, string usedEscaped) =>
        CompareNumbers(SearchEscaping.Unescape(sentEscaped), SearchEscaping.Unescape(usedEscaped));

    /// <summary>Compares two quantities: <c>number</c>, <c>number|system|code</c> or <c>number||code</c>.</summary>
    public static Agreement CompareQuantities(string sentEscaped, string usedEscaped)
    {
        var sent = SearchEscaping.Split(sentEscaped, '|').ConvertAll(SearchEscaping.Unescape);
        var used = SearchEscaping.Split(usedEscaped, '|').ConvertAll(SearchEscaping.Unescape);
        var isWithoutSystem = sent.Count == 3 && sent[1].Length == 0;
        if (sent.Count != used.Count || (sent.Count > 1 && sent[1] != used[1] && !isWithoutSystem))
        {
            return Agreement.Different;
        }

        for (var i = 2; i < sent.Count; i++)
        {
            if (sent[i] != used[i])
            {
                return Agreement.Different;
            }
        }

        return CompareNumbers(sent[0], used[0]);
    }

    private static Agreement CompareNumbers(string sentText, string usedText)
    {
        if (sentText == usedText)
        {
            return Agreement.Equal;
        }

        var prefix = SearchPrefixes.Take(sentText, out sentText);
        if (NumberRange.TryParse(sentText) is not { } sent)
        {
            return Agreement.Unclear;
        }

        if (SearchPrefixes.Take(usedText, out usedText) != prefix || NumberRange.TryParse(usedText) is not { } used || used.Value != sent.Value)
        {
            return Agreement.Different;
        }

        return sent == used || prefix is not (SearchPrefix.Equal or SearchPrefix.NotEqual or SearchPrefix.Approximate)
            ? Agreement.Equal
            : Agreement.Different;
    }
}
