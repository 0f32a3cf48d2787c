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
}
