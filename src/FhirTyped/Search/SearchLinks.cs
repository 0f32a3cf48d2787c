using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The links of a searchset Bundle.</summary>
internal static class SearchLinks
{
    /// <summary>Whether a link is of a relation, whose case does not count (RFC 8288 section 2.1.1): a <c>Next</c> passed over would end a search early.</summary>
    public static bool IsOf(BundleLink link, string relation) => string.Equals(link.Relation?.Trim(), relation, StringComparison.OrdinalIgnoreCase);

    public static string? Find(Bundle bundle, string relation) => FindAll(bundle, relation) is [var first, ..] ? first : null;

    /// <summary>All the links of a relation: of <c>self</c> a server may give several, and each of them counts.</summary>
    public static List<string> FindAll(Bundle bundle, string relation)
    {
        var found = new List<string>(1);
        foreach (var link in bundle.Link)
        {
            if (IsOf(link, relation) && !string.IsNullOrEmpty(link.Url))
            {
                found.Add(link.Url);
            }
        }

        return found;
    }
}
