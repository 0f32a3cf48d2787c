using FhirTyped.Capabilities;

namespace FhirTyped.Receipts;

/// <summary>Compares tokens: a system that the server added names the code that was meant; one that it took away or changed does not.</summary>
internal static class TokenAgreement
{
    /// <summary>Compares two values.</summary>
    public static Agreement Compare(string modifier, string sentEscaped, string usedEscaped)
    {
        var sent = SearchEscaping.Split(sentEscaped, '|').ConvertAll(SearchEscaping.Unescape);
        var used = SearchEscaping.Split(usedEscaped, '|').ConvertAll(SearchEscaping.Unescape);
        if (sent.SequenceEqual(used, StringComparer.Ordinal))
        {
            return Agreement.Equal;
        }

        if (sent.Count > 2 || used.Count > 2)
        {
            return Agreement.Different;
        }

        var code = CompareTexts(sent[^1], used[^1]);
        return code == Agreement.Different ? code : (Agreement)Math.Max((int)code, (int)CompareSystems(modifier, SystemOf(sent), SystemOf(used)));
    }

    private static Agreement CompareSystems(string modifier, string? sent, string? used)
    {
        if (sent is null)
        {
            return used is null ? Agreement.Equal
                : used.Length == 0 ? Agreement.Different

                // One code of one system less excludes less.
                : modifier is "not" or "not-in" ? Agreement.Unclear
                : Agreement.Equal;
        }

        return used is null ? Agreement.Different : CompareTexts(sent, used);
    }

    // Whether case counts is the code system's affair.
    private static Agreement CompareTexts(string sent, string used) =>
        sent == used ? Agreement.Equal
        : sent.Length > 0 && string.Equals(sent, used, StringComparison.OrdinalIgnoreCase) ? Agreement.Unclear
        : Agreement.Different;

    private static string? SystemOf(List<string> parts) => parts.Count == 2 ? parts[0] : null;
}
