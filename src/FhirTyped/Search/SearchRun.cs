using System.Diagnostics;
using System.Text;
using FhirTyped.R4;
using FhirTyped.Receipts;

namespace FhirTyped;

/// <summary>One run of a search over its pages: where the next page is, whether it may be followed, and when to stop.</summary>
internal sealed class SearchRun
{
    private readonly SearchRequest _search;
    private readonly FhirPlatformClient _client;
    private readonly RunReceipt _receipt;
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly long _started = Stopwatch.GetTimestamp();
    private Uri _current;
    private string? _next;
    private int _pages;

    public SearchRun(SearchRequest search)
    {
        _search = search;
        _client = search.Client;
        _current = _client.BaseUrl;
        _receipt = new RunReceipt(search);
        Checks = MatchChecks.Find(search);
    }

    /// <summary>What the pages so far say of the filters.</summary>
    public SearchReceipt Receipt => _receipt.Current;

    /// <summary>What is held against each match; null for nothing.</summary>
    public MatchChecks? Checks { get; }

    public FhirRequest? First() => MakeFirst() with { Prefer = AsksForStrictHandling ? "handling=strict" : null };

    // A next link is the server's own: there is nothing in it that it could leave out.
    private bool AsksForStrictHandling => !string.IsNullOrEmpty(_search.Query)
        && (_client.Options.StrictHandling ?? _client.Platform.Judge.TakesStrictHandling(_search.ResourceType) == true);

    private FhirRequest MakeFirst()
    {
        var relative = _search.RelativeUrl;
        var isTooLong = _client.BaseUrl.AbsoluteUri.Length + relative.Length > _client.Options.MaximumUrlLength;
        var takesPost = _client.Platform.Judge.TakesSearchByPost(_search.ResourceType);
        if (!string.IsNullOrEmpty(_search.Query) && _search.IsTypeSearch && (_search.IsPost || (isTooLong && takesPost != false)))
        {
            return new FhirRequest(HttpMethod.Post, _client.Connection.AddressOf(_search.Path + "/_search"), "POST " + _search.ResourceType + " search")
            {
                Body = Encoding.UTF8.GetBytes(_search.Query),
                ContentType = FhirMediaTypes.Form,
            };
        }

        return new FhirRequest(HttpMethod.Get, _client.Connection.AddressOf(relative), "GET " + _search.ResourceType + " search");
    }

    public FhirRequest? Next()
    {
        if (_next is null)
        {
            return null;
        }

        var address = Resolve(_next);
        if (!IsAllowed(address))
        {
            throw new FhirSearchException(
                "The 'next' link leads away from the server, and the platform declares no such paging host. It was not followed.");
        }

        if (!_visited.Add(address.AbsoluteUri))
        {
            throw new FhirSearchException("The 'next' links run in a circle: the server gave the same page twice.");
        }

        if (_pages >= _client.Options.MaximumPages)
        {
            throw new FhirSearchException($"The search has more than {_pages} pages ({nameof(FhirPlatformOptions.MaximumPages)}).");
        }

        var limit = _client.Options.MaximumSearchTime;
        if (limit != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(_started) > limit)
        {
            throw new FhirSearchException($"The search took longer than {limit} ({nameof(FhirPlatformOptions.MaximumSearchTime)}).");
        }

        return new FhirRequest(HttpMethod.Get, address, "GET " + _search.ResourceType + " next page");
    }

    public async Task<Bundle> SendAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        _current = request.Address;
        _visited.Add(request.Address.AbsoluteUri);
        var answer = await _client.Connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return Read(request.Description, answer);
    }

    /// <summary>Reads a page: checks what it says of the search, and finds the next.</summary>
    public Bundle Read(string request, FhirAnswer answer)
    {
        if (answer.Resource is not Bundle bundle)
        {
            throw new FhirSearchException(request + ": the server did not answer with a Bundle.");
        }

        _pages++;
        CheckReceipt(bundle);
        _next = SearchLinks.Find(bundle, "next");
        CheckTotal(bundle);
        return bundle;
    }

    private void CheckReceipt(Bundle bundle)
    {
        if (!_receipt.Look(bundle))
        {
            return;
        }

        _client.TellDropped(Receipt.Dropped.Count + Receipt.Added.Count, _search.ResourceType);
        if (_client.Options.DroppedFilters == DroppedFilterHandling.Throw)
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

        _client.TellTruncated(_search.ResourceType);
        if (_client.Options.Truncation == TruncationHandling.Throw)
        {
            throw new FhirTruncatedException(_search.ResourceType, Receipt);
        }
    }

    /// <summary>
    /// Absolute links are used byte for byte, relative ones are resolved against the page (RFC 3986); Canvas begins them with a
    /// slash and means its base address.
    /// </summary>
    private Uri Resolve(string link)
    {
        if (Uri.TryCreate(link, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https")
        {
            return absolute;
        }

        if (link.StartsWith("/" + _search.ResourceType, StringComparison.Ordinal))
        {
            return _client.Connection.AddressOf(link[1..]);
        }

        return Uri.TryCreate(_current, link, out var resolved)
            ? resolved
            : throw new FhirSearchException("The 'next' link is not an address.");
    }

    private bool IsAllowed(Uri address)
    {
        if (!string.IsNullOrEmpty(address.UserInfo))
        {
            return false;
        }

        if (FhirBaseUrl.IsSameOrigin(address, _client.BaseUrl))
        {
            return true;
        }

        return address.Scheme == Uri.UriSchemeHttps && (Contains(_client.Options.PagingHosts, address) || Contains(_client.Platform.Judge.PagingHosts(), address));
    }

    private static bool Contains(IEnumerable<string> hosts, Uri address) =>
        hosts.Any(host => string.Equals(host, address.IdnHost, StringComparison.OrdinalIgnoreCase));
}
