using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>A search that can be run any number of times: what is sent, and what is done with its answer.</summary>
/// <param name="Client">Sends it.</param>
/// <param name="ResourceType">The resource type that is searched.</param>
/// <param name="Path">The path below the base address.</param>
/// <param name="Query">The query without the question mark; null where there is none, as for a history.</param>
/// <param name="Guard">Throws where the platform's judge refuses it.</param>
internal sealed record SearchRequest(FhirPlatformClient Client, string ResourceType, string Path, string? Query, Action<SearchQuery> Guard)
{
    // Read when the search is first run, and then kept for the receipt and for every further run.
    private SearchQuery? _criteria;

    /// <summary>Whether it goes by POST to <c>_search</c>.</summary>
    public bool IsPost { get; init; }

    /// <summary>
    /// It is an operation whose answer is the whole bundle, whatever the search mode of its entries; how a server spells such a request in
    /// its <c>self</c> link is its own affair, so there is no receipt.
    /// </summary>
    public bool TakesWholeBundle { get; init; }

    /// <summary>Whether it is a search of a resource type, and so can go by POST: a history or an operation cannot.</summary>
    public bool IsTypeSearch => Path == ResourceType;

    /// <summary>What is applied to the matches of each page, or null.</summary>
    public LocalFilter? Filter { get; init; }

    /// <summary>The path and the query.</summary>
    public string RelativeUrl => string.IsNullOrEmpty(Query) ? Path : Path + "?" + Query;

    /// <summary>The query's criteria.</summary>
    public SearchQuery Criteria => _criteria ??= SearchQuery.Parse(ResourceType, Query ?? "");
}
