using FhirTyped.R4;

namespace FhirTyped.Receipts;

/// <summary>The receipt of one run of a search, as its pages come in.</summary>
internal sealed class RunReceipt
{
    private readonly SearchRequest _search;
    private readonly TotalCheck? _total;
    private SelfLinkComparison? _comparison;
    private bool _isBegun;
    private List<string>? _lastLinks;
    private SearchReceipt? _links;

    public RunReceipt(SearchRequest search)
    {
        _search = search;
        _total = TotalCheck.Find(search);
        Current = WithLocal(SearchReceipt.Unverifiable);
    }

    /// <summary>What the pages so far say.</summary>
    public SearchReceipt Current { get; private set; }

    /// <summary>What was counted so far; null where nothing is to be.</summary>
    public PageCounts? Counts => _total?.Counts;

    /// <summary>Goes on after pages that were looked at before.</summary>
    public void Resume(PageCounts? counts)
    {
        _isBegun = true;
        if (_total is not null && counts is { } before)
        {
            _total.Counts = before;
        }
    }

    /// <summary>Looks at a page. True where it is the first that contradicts the search.</summary>
    public bool Look(Bundle page)
    {
        var isFurtherPage = _isBegun;
        _isBegun = true;
        if (_search.TakesWholeBundle || _search.IsContinuation || string.IsNullOrEmpty(_search.Query))
        {
            return false;
        }

        // Nearly every server repeats the link of the first page.
        var links = SearchLinks.FindAll(page, "self");
        if (isFurtherPage && _lastLinks is { } last && last.SequenceEqual(links, StringComparer.Ordinal))
        {
            return false;
        }

        _lastLinks = links;
        if (Compare(links, isFurtherPage) is not { } receipt)
        {
            return false;
        }

        var wasDropped = _links?.Status == SearchReceiptStatus.Dropped;
        _links = wasDropped ? _links!.With(receipt) : receipt;
        Current = WithLocal(_links);
        return !wasDropped && _links.Status == SearchReceiptStatus.Dropped;
    }

    /// <summary>Counts the matches of a page. True where it is the last one, and there were too few.</summary>
    public bool EndsTooEarly(Bundle page, bool isLast)
    {
        if (_total?.Look(page, isLast) != true)
        {
            return false;
        }

        Current = Current.WithTruncation();
        return true;
    }

    private SearchReceipt? Compare(List<string> links, bool isFurtherPage)
    {
        if (!isFurtherPage && links is [var only] && SentAddress.IsRepeatedBy(_search, only))
        {
            return SearchReceipt.Verified;
        }

        _comparison ??= new SelfLinkComparison(
            _search.Criteria, _search.Exchange.BaseUrl.AbsoluteUri, _search.Exchange.Judge, _search.IsTypeSearch);
        return _comparison.Compare(links, isFurtherPage);
    }

    private SearchReceipt WithLocal(SearchReceipt receipt) =>
        _search.Filter is { } filter ? receipt with { AppliedLocally = filter.Names } : receipt;
}
