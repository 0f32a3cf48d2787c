using FhirTyped.Capabilities;

namespace FhirTyped.Receipts;

/// <summary>
/// Compares a search with what <c>self</c> links say of it, criterion by criterion: name, modifier, chain, comparison and value, the resource
/// type and the order (https://hl7.org/fhir/R4/search.html#conformance). What cannot be brought into one form is equal or unverifiable.
/// </summary>
internal sealed class SelfLinkComparison
{
    private readonly SearchQuery _sent;
    private readonly string _baseUrl;
    private readonly CapabilityJudge? _judge;
    private readonly bool _isTypeSearch;
    private readonly List<ComparedCriterion> _filters = [];
    private readonly List<string> _sort;
    private readonly bool _hasHash;

    /// <summary>Reads the search once for all links.</summary>
    /// <param name="sent">The search.</param>
    /// <param name="baseUrl">The server's base as the client knows it; empty for none.</param>
    /// <param name="judge">What the platform declares; null for nothing.</param>
    /// <param name="isTypeSearch">Whether it is a search of one resource type: the paths of other requests are not compared.</param>
    public SelfLinkComparison(SearchQuery sent, string baseUrl = "", CapabilityJudge? judge = null, bool isTypeSearch = true)
    {
        _sent = sent;
        _baseUrl = baseUrl;
        _judge = judge;
        _isTypeSearch = isTypeSearch;
        _sort = SortKeys.Read(sent.Criteria);
        var seen = new HashSet<(string, string)>();
        foreach (var criterion in sent.Criteria)
        {
            var values = string.Join(',', criterion.Values.Select(static value => value.Escaped));
            _hasHash |= values.Contains('#', StringComparison.Ordinal);
            if (criterion.IsFilter && seen.Add((criterion.FullName, values)))
            {
                _filters.Add(ComparedCriterion.OfSent(sent.ResourceType, criterion, judge));
            }
        }
    }

    /// <summary>Compares all the <c>self</c> links of a page: one that contradicts stands above one that confirms.</summary>
    /// <param name="links">The links.</param>
    /// <param name="isFurtherPage">A further page: only links that hold filters are about the search.</param>
    /// <returns>The receipt; null where no link says anything about the search.</returns>
    public SearchReceipt? Compare(IEnumerable<string> links, bool isFurtherPage = false)
    {
        SearchReceipt? result = null;
        foreach (var link in links)
        {
            if (Compare(link, isFurtherPage) is { } receipt)
            {
                result = result is null ? receipt : result.With(receipt);
            }
        }

        return result;
    }

    /// <summary>Compares one link; null where it says nothing about the search.</summary>
    public SearchReceipt? Compare(string link, bool isFurtherPage)
    {
        var self = SelfLink.Parse(link, _baseUrl);
        var receipt = Compare(self, self.Query, '&', isFurtherPage);
        if (receipt is null || receipt.Status == SearchReceiptStatus.Verified || self.Query is null)
        {
            return receipt;
        }

        // HTML 4 recommended a semicolon between parameters; it is only believed where everything is right that way.
        if (self.Query.Contains(';', StringComparison.Ordinal)
            && Compare(self, self.Query.Replace('&', ';'), ';', isFurtherPage) is { Status: SearchReceiptStatus.Verified } separated)
        {
            return separated;
        }

        // A '#' of a value that nobody encoded: an address ends there, so it is not known whether the server saw what follows.
        return _hasHash && self.Fragment is { } fragment
            && Compare(self, self.Query + "%23" + fragment.Replace("#", "%23", StringComparison.Ordinal), '&', isFurtherPage) is { Status: SearchReceiptStatus.Verified }
                ? SearchReceipt.Unverifiable
                : receipt;
    }

    private SearchReceipt? Compare(SelfLink self, string? query, char separator, bool isFurtherPage)
    {
        if (_isTypeSearch && self.ResourceType is { } type && type != _sent.ResourceType)
        {
            return SearchReceipt.OfDropped(["_type"], []);
        }

        var link = new LinkCriteria(_sent, query ?? "", separator, _judge);
        if (link.IsOfAnotherType)
        {
            return SearchReceipt.OfDropped(["_type"], []);
        }

        if (SaysNothing(self, query, link, isFurtherPage))
        {
            return null;
        }

        var values = new ValueAgreement(new ReferenceAgreement(_baseUrl, self.BaseUrl));
        var isOfPageOnly = isFurtherPage && !link.HasFilterNames;
        var receipt = new CriteriaComparison(self, link, values, (_judge is null ? [] : _judge.DefaultFilters(_sent.ResourceType)).Select(static item => item.Parameter))
        {
            // What is missing may be in the body, or behind the handle of a stored result.
            MayBeElsewhere = self.IsPost || link.IsContinuation || isOfPageOnly,

            // What a further page adds is how the server finds its place again.
            TakesAdditions = isFurtherPage || !_isTypeSearch,
            IsTypeKnown = !_isTypeSearch || !self.IsOfAnotherKind || link.NamesType,
        }.Compare(_filters, _sort);
        return isOfPageOnly && receipt.Status != SearchReceiptStatus.Dropped ? null : receipt;
    }

    /// <summary>
    /// Whether a link is opaque: of a stored result or a page (<c>?_getpages=…</c>, <c>?sessionID=…</c>), or of a search by POST whose criteria
    /// were in the body. The bare address of the resource type says that no parameter was used: the answer is everybody's data.
    /// </summary>
    private bool SaysNothing(SelfLink self, string? query, LinkCriteria link, bool isFurtherPage)
    {
        if (link.HasFilterNames)
        {
            return false;
        }

        if (self.Compartment is not null)
        {
            return false;
        }

        return isFurtherPage || self.IsPost || self.IsOfAnotherKind || link.HasOtherNames || (query is null && self.ResourceType is null);
    }
}
