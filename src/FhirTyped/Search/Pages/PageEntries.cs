using FhirTyped.R4;

namespace FhirTyped.Pages;

/// <summary>Tells what the entries of a page are to their search.</summary>
internal static class PageEntries
{
    /// <summary>What an entry is; <see cref="PageEntryKind.None"/> where the search cannot have asked for it.</summary>
    public static PageEntryKind KindOf(SearchRequest search, BundleEntry entry)
    {
        var resource = entry.Resource;
        if (resource is null)
        {
            return search.IsHistory && entry.Request?.Method == HttpVerb.DELETE ? PageEntryKind.Deleted : PageEntryKind.None;
        }

        if (resource is UnknownResource { TypeName: "" })
        {
            return PageEntryKind.None;
        }

        // An outcome is an outcome even where the server forgot its mode: it is never a match of a search for something else.
        if (resource is OperationOutcome && search.ResourceType != resource.TypeName)
        {
            return PageEntryKind.Outcome;
        }

        return search.TakesWholeBundle ? PageEntryKind.Match : KindByMode(search, entry, resource);
    }

    private static PageEntryKind KindByMode(SearchRequest search, BundleEntry entry, Resource resource)
    {
        var isOfType = resource.TypeName == search.ResourceType || search.ResourceType.Length == 0;
        if (search.IsHistory || entry.Search?.Mode is not { } mode)
        {
            // Some servers give no mode at all: then what came along can only be told by its type, where anything was asked to come along.
            return isOfType ? PageEntryKind.Match : search.MayInclude ? PageEntryKind.Include : PageEntryKind.None;
        }

        return mode.Value switch
        {
            SearchEntryMode.Match when isOfType => PageEntryKind.Match,
            SearchEntryMode.Include => PageEntryKind.Include,
            _ => PageEntryKind.None,
        };
    }
}
