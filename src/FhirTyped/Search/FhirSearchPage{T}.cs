using FhirTyped.Pages;
using FhirTyped.R4;
using FhirTyped.Receipts;

namespace FhirTyped;

/// <summary>One page of a search, its entries kept apart by <c>search.mode</c> (https://hl7.org/fhir/R4/bundle-definitions.html#Bundle.entry.search.mode).</summary>
/// <typeparam name="T">The resource type of the matches.</typeparam>
public sealed class FhirSearchPage<T> : IResourcePage
    where T : Resource
{
    private readonly List<T> _matches = [];
    private readonly List<Resource> _included = [];
    private readonly List<OperationOutcome> _outcomes = [];

    internal FhirSearchPage(Bundle bundle, SearchReceipt receipt, SearchRequest request, MatchChecks? checks = null, SearchPlace? place = null)
    {
        Bundle = bundle;
        Place = place;
        var pageChecks = checks is null ? null : new PageChecks(checks, bundle, receipt);
        foreach (var entry in bundle.Entry)
        {
            Sort(entry, PageEntries.KindOf(request, entry), request.Filter, pageChecks);
        }

        Receipt = pageChecks?.Complete() ?? receipt;
    }

    /// <summary>Where the search stands after this page; null where it is the last one.</summary>
    internal SearchPlace? Place { get; }

    /// <summary>A page of resources that are there already.</summary>
    internal FhirSearchPage(IReadOnlyList<T> resources)
    {
        Bundle = new Bundle { Type = BundleType.Searchset, Total = resources.Count };
        Bundle.Entry.AddRange(resources.Select(static resource => new BundleEntry
        {
            Resource = resource,
            Search = new BundleEntrySearch { Mode = SearchEntryMode.Match },
        }));
        _matches.AddRange(resources);
        Receipt = SearchReceipt.Unverifiable;
    }

    /// <summary>
    /// Where the search goes on after this page, for <see cref="FhirPlatformClient.ContinueAsync{T}"/>: a text that can be handed to a web page and comes back
    /// with its next request. It is sealed, so that nobody reads or changes it, and good for this platform at this base address alone. Null where
    /// this is the last page.
    /// </summary>
    /// <remarks>
    /// It holds the search and the server's own link, and is as long as both: some hundred characters, with some servers thousands. Whoever has it can read the
    /// next page, so give it to those alone who may see this one. It lives as long as the server's link and <see cref="FhirPlatformOptions.ContinuationKey"/> do.
    /// </remarks>
    public string? Continuation => Place?.Seal();

    /// <summary>The page as the server sent it, with the matches that a local filter held back.</summary>
    public Bundle Bundle { get; }

    /// <summary>What was searched for, and passed the local filter where there is one.</summary>
    public IReadOnlyList<T> Matches => _matches;

    /// <summary>What came along by <c>_include</c> and <c>_revinclude</c>.</summary>
    public IReadOnlyList<Resource> AllIncluded => _included;

    /// <summary>What the server says about the search: warnings, and what it held back.</summary>
    public IReadOnlyList<OperationOutcome> Outcomes => _outcomes;

    /// <summary>Whether the server used every filter, and whether the matches of this page say the same.</summary>
    public SearchReceipt Receipt { get; }

    /// <summary><c>Bundle.total</c>, or null where the server does not say. It may be an estimate, and counts before any local filter.</summary>
    public int? Total => Bundle.Total;

    /// <summary>What came along, of one type.</summary>
    /// <typeparam name="TIncluded">The resource type.</typeparam>
    public IEnumerable<TIncluded> Included<TIncluded>()
        where TIncluded : Resource => _included.OfType<TIncluded>();

    private void Sort(BundleEntry entry, PageEntryKind kind, LocalFilter? filter, PageChecks? checks)
    {
        switch (kind)
        {
            case PageEntryKind.Outcome:
                _outcomes.Add((OperationOutcome)entry.Resource!);
                break;
            case PageEntryKind.Match when entry.Resource is T match:
                checks?.Look(entry, match);
                if (filter is null || filter.Matches(match))
                {
                    _matches.Add(match);
                }

                break;

            // Of an operation's bundle everything is a match, but for what is not of the type that it is about.
            case PageEntryKind.Match or PageEntryKind.Include:
                _included.Add(entry.Resource!);
                break;
        }
    }
}
