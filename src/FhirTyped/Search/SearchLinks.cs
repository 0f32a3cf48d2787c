using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The links of a searchset Bundle.</summary>
internal static class SearchLinks
{
    public static string? Find(Bundle bundle, string relation)
    {
        foreach (var link in bundle.Link)
        {
            if (link.Relation == relation && !string.IsNullOrEmpty(link.Url))
            {
                return link.Url;
            }
        }

        return null;
    }

    /// <summary>All the links of a relation: of <c>self</c> a server may give several, and each of them counts.</summary>
    public static List<string> FindAll(Bundle bundle, string relation)
    {
        var found = new List<string>(1);
        foreach (var link in bundle.Link)
        {
            if (link.Relation == relation && !string.IsNullOrEmpty(link.Url))
            {
                found.Add(link.Url);
            }
        }

        return found;
    }
}
