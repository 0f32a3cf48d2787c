using FhirTyped.Capabilities;

namespace FhirTyped.Receipts;

/// <summary>The order that a search asks for: https://hl7.org/fhir/R4/search.html#sort.</summary>
internal static class SortKeys
{
    /// <summary>The keys in their order, <c>-date</c> where it descends; <c>_sort:desc=date</c> is the form of DSTU2.</summary>
    public static List<string> Read(IEnumerable<SearchCriterion> criteria)
    {
        var keys = new List<string>();
        foreach (var criterion in criteria)
        {
            if (criterion.Name != "_sort")
            {
                continue;
            }

            foreach (var value in criterion.Values)
            {
                if (!string.IsNullOrWhiteSpace(value.Escaped))
                {
                    keys.Add(criterion.Modifier == "desc" ? "-" + value.Escaped : value.Escaped);
                }
            }
        }

        return keys;
    }

    /// <summary>Whether results in one order are in the other as well: further keys order only what was equal.</summary>
    public static bool Fulfils(List<string> used, List<string> sent) => used.Count >= sent.Count && used.Take(sent.Count).SequenceEqual(sent, StringComparer.Ordinal);
}
