using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.Pages;
using FhirTyped.R4;
using FhirTyped.Receipts;

namespace FhirTyped;

/// <summary>One run of a search over its pages: where the next page is, whether it may be followed, and when to stop.</summary>
internal sealed class SearchRun
{
    private readonly SearchRequest _search;
    private readonly ServerExchange _exchange;
    private readonly RunReceipt _receipt;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private Uri _current;
    private Uri? _first;

    // Most searches have one page: where they have been is only written down when there is another.
    private HashSet<string>? _visited;
    private string? _next;
    private bool _leadsToItself;
    private int _pages;

    public SearchRun(SearchRequest search)
    {
        _search = search;
        _exchange = search.Exchange;
        _current = _exchange.BaseUrl;
        _clock = _exchange.Options.TimeProvider;
        _started = _clock.GetTimestamp();
        _receipt = new RunReceipt(search);
        Checks = MatchChecks.Find(search);
    }

    /// <summary>Goes on with a search whose earlier pages were read by another run.</summary>
    public SearchRun(SearchPlace place)
        : this(place.Search)
    {
        _current = place.Page;
        _next = place.Next;
        _pages = place.Pages;
        _receipt.Resume(place.Counts);
    }

    /// <summary>Where the next page is; null after the last one.</summary>
    public SearchPlace? Place => _next is null ? null : new(_search, _current, _next, _pages, _receipt.Counts);

    /// <summary>What is searched for.</summary>
    public SearchRequest Search => _search;

    /// <summary>What the pages so far say of the filters.</summary>
    public SearchReceipt Receipt => _receipt.Current;

    /// <summary>What is held against each match; null for nothing.</summary>
    public MatchChecks? Checks { get; }

    /// <summary>What asks for the first page.</summary>
    public FhirRequest First()
    {
        var relative = _search.RelativeUrl;
        var prefer = AsksForStrictHandling ? "handling=strict" : null;
        if (GoesByPost(relative))
        {
            return new FhirRequest(HttpMethod.Post, _exchange.AddressOf(_search.Path + "/_search"), "POST " + _search.ResourceType + " search")
            {
                Body = Encoding.UTF8.GetBytes(_search.Query!),
                ContentType = FhirMediaTypes.Form,
                ResourceType = _search.ResourceType,
                Interaction = InteractionOf(_search),
                Criteria = _search.Criteria,
                Prefer = prefer,
            };
        }

        var address = _search.IsContinuation
            ? NextLink.Resolve(_exchange.BaseUrl.AbsoluteUri + relative, _exchange.BaseUrl, _exchange, _search.ResourceType)
            : _exchange.AddressOf(relative);
        return new FhirRequest(HttpMethod.Get, address, "GET " + _search.ResourceType + " search")
        {
            ResourceType = _search.ResourceType,
            Interaction = InteractionOf(_search),
            Criteria = _search.Criteria,
            Prefer = prefer,
        };
    }

    private bool GoesByPost(string relative) => !string.IsNullOrEmpty(_search.Query) && _search.IsTypeSearch && (_search.IsPost
        || (_exchange.BaseUrl.AbsoluteUri.Length + relative.Length > _exchange.Options.MaximumUrlLength && _exchange.Judge.TakesSearchByPost(_search.ResourceType) != false));

    // A next link is the server's own: there is nothing in it that it could leave out.
    private bool AsksForStrictHandling => !string.IsNullOrEmpty(_search.Query) && !_search.IsContinuation
        && (_exchange.Options.StrictHandling ?? _exchange.Judge.TakesStrictHandling(_search.ResourceType) == true);

    /// <summary>What asks for the next page; null after the last one.</summary>
    /// <exception cref="FhirSearchException">Its link may not be followed.</exception>
    public FhirRequest? Next()
    {
        if (_next is null)
        {
            return null;
        }

        var address = NextLink.Resolve(_next, _current, _search.Exchange, _search.ResourceType);
        NextLink.ThrowIfForeign(address, _exchange);
        _visited ??= _first is null ? new(StringComparer.Ordinal) : new(StringComparer.Ordinal) { _first.AbsoluteUri };
        if (_leadsToItself || _visited.Contains(address.AbsoluteUri))
        {
            throw new FhirSearchException("The 'next' links run in a circle: the server gave the same page twice.");
        }

        if (_pages >= _exchange.Options.MaximumPages)
        {
            throw new FhirSearchException($"The search has more than {_pages} pages ({nameof(FhirPlatformOptions.MaximumPages)}).");
        }

        return new FhirRequest(HttpMethod.Get, address, "GET " + _search.ResourceType + " next page")
        {
            ResourceType = _search.ResourceType,
            Interaction = InteractionOf(_search),
        };
    }

    /// <summary>Asks for a page, and reads it.</summary>
    /// <exception cref="FhirTimeoutException">The time of the whole search is over, also while the answer is awaited or read.</exception>
    public async ValueTask<Bundle> SendAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        using var deadline = new RequestDeadline(TimeLeft(request), _clock, cancellationToken);
        using var telemetry = RequestTelemetry.Begin(_exchange, request);
        _current = request.Address;
        _first ??= request.Address;
        _visited?.Add(request.Address.AbsoluteUri);
        try
        {
            var bundle = Read(request.Description, await _exchange.SendToldAsync(request, telemetry, deadline.Token).ConfigureAwait(false));
            telemetry?.TellReceipt(CodeOf(Receipt.Status));
            return bundle;
        }
        catch (Exception error) when (telemetry?.Failed(error) == true)
        {
            throw;
        }
        catch (OperationCanceledException cancellation) when (deadline.Token != cancellationToken && deadline.Token.IsCancellationRequested)
        {
            throw cancellationToken.IsCancellationRequested
                ? new OperationCanceledException(cancellation.Message, cancellation, cancellationToken)
                : OutOfTime(request);
        }
    }

    /// <summary>Reads a page that somebody else asked for.</summary>
    public Bundle Read(FhirRequest request, FhirAnswer answer)
    {
        _current = request.Address;
        return Read(request.Description, answer);
    }

    /// <summary>Reads a page: checks what it says of the search, and finds the next.</summary>
    public Bundle Read(string request, FhirAnswer answer)
    {
        var bundle = PageReader.Read(_search, request, answer);
        _pages++;
        CheckReceipt(bundle);
        _next = SearchLinks.Find(bundle, "next");
        CheckTotal(bundle);
        _leadsToItself = _next is not null && SearchLinks.FindAll(bundle, "self").Contains(_next, StringComparer.Ordinal);
        return bundle;
    }

    private static string CodeOf(SearchReceiptStatus status) => status switch
    {
        SearchReceiptStatus.Verified => "verified",
        SearchReceiptStatus.Unverifiable => "unverifiable",
        SearchReceiptStatus.Truncated => "truncated",
        SearchReceiptStatus.ContentMismatch => "mismatched",
        _ => "dropped",
    };

    private static FhirInteraction InteractionOf(SearchRequest search) =>
        search.TakesWholeBundle ? FhirInteraction.None
        : !search.IsHistory ? FhirInteraction.SearchType
        : search.ResourceType.Length == 0 ? FhirInteraction.HistorySystem
        : search.Id is null ? FhirInteraction.HistoryType : FhirInteraction.HistoryInstance;

    private TimeSpan TimeLeft(FhirRequest request)
    {
        var limit = _exchange.Options.MaximumSearchTime;
        if (limit == Timeout.InfiniteTimeSpan)
        {
            return limit;
        }

        var left = limit - _clock.GetElapsedTime(_started);
        return left > TimeSpan.Zero ? left : throw OutOfTime(request);
    }

    private static FhirTimeoutException OutOfTime(FhirRequest request) => new(request.Description, nameof(FhirPlatformOptions.MaximumSearchTime));

    private void CheckReceipt(Bundle bundle)
    {
        if (!_receipt.Look(bundle))
        {
            return;
        }

        _exchange.TellDropped(Receipt.Dropped.Count + Receipt.Added.Count, _search.ResourceType);
        if (_exchange.Options.DroppedFilters == DroppedFilterHandling.Throw)
        {
            throw new FhirDroppedFilterException(Receipt);
        }
    }

    private void CheckTotal(Bundle bundle)
    {
        if (!_receipt.EndsTooEarly(bundle, isLast: _next is null))
        {
            return;
        }

        _exchange.TellTruncated(_search.ResourceType);
        if (_exchange.Options.Truncation == TruncationHandling.Throw)
        {
            throw new FhirTruncatedException(_search.ResourceType, Receipt);
        }
    }
}
