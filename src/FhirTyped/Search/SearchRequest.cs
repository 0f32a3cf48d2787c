using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>A search that can be run any number of times: what is sent, and what is done with its answer.</summary>
/// <param name="Exchange">Sends it.</param>
/// <param name="ResourceType">The resource type that is searched; empty where a further page of a search of the whole system is asked for.</param>
/// <param name="Path">The path below the base address.</param>
/// <param name="Query">The query without the question mark; null where there is none, as for a history.</param>
/// <param name="Guard">Throws where the platform's judge refuses it.</param>
internal sealed record SearchRequest(FhirExchange Exchange, string ResourceType, string Path, string? Query, Action<SearchQuery> Guard)
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

    /// <summary>It is the address of a further page, in the form that the server gave it: no search, and sent as it stands.</summary>
    public bool IsContinuation { get; init; }

    /// <summary>It is a history, whose entries are versions.</summary>
    public bool IsHistory { get; init; }

    /// <summary>The id of the resource whose history is read; null for any.</summary>
    public string? Id { get; init; }

    /// <summary>Whether it is a search of a resource type, and so can go by POST: a history, an operation and a further page cannot.</summary>
    public bool IsTypeSearch => Path == ResourceType && !IsContinuation;

    /// <summary>What is applied to the matches of each page, or null.</summary>
    public LocalFilter? Filter { get; init; }

    /// <summary>Is told how many matches there are after each page; null for nobody.</summary>
    public IProgress<FhirProgress>? Progress { get; init; }

    /// <summary>The path and the query.</summary>
    public string RelativeUrl => string.IsNullOrEmpty(Query) ? Path : Path + "?" + Query;

    /// <summary>The query's criteria; given where they were read already.</summary>
    public SearchQuery Criteria
    {
        get => _criteria ??= SearchQuery.Parse(ResourceType, Query ?? "");
        init => _criteria = value;
    }

    /// <summary>
    /// The parameter by which only a part of each resource is asked for (https://hl7.org/fhir/R4/search.html#elements), or null. It alone decides
    /// what is marked as a part, and what cannot be filtered locally.
    /// </summary>
    public string? PartParameter
    {
        get
        {
            foreach (var criterion in Criteria.Criteria)
            {
                if (criterion.Name == "_elements" || (criterion.Name == "_summary" && criterion.Values is not [{ Escaped: "false" }]))
                {
                    return criterion.Name;
                }
            }

            return null;
        }
    }

    /// <summary>Whether what it brings is only a part of each resource, whatever the server says of that.</summary>
    public bool IsPartial => PartParameter is not null;

    /// <summary>Whether it asks for the number of matches alone.</summary>
    public bool AsksForCount => Has("_summary", "count");

    /// <summary>Whether it asks for no match at all, however many there are.</summary>
    public bool AsksForNoMatches => AsksForCount || Has("_count", "0");

    /// <summary>Whether resources of other types may come along.</summary>
    public bool MayInclude => IsContinuation || Has("_include") || Has("_revinclude");

    /// <summary>The search with another query.</summary>
    public SearchRequest WithQuery(string query) => this with { Query = query, _criteria = null };

    /// <summary>The kind and the type: a query holds what it searches for, and that may be a patient's.</summary>
    public override string ToString() => nameof(SearchRequest) + " of " + ResourceType;

    private bool Has(string name, string? value = null)
    {
        foreach (var criterion in Criteria.Criteria)
        {
            if (criterion.Name == name && (value is null || criterion.Values.Any(given => given.Escaped == value)))
            {
                return true;
            }
        }

        return false;
    }
}
