using System.Buffers;
using System.Net;
using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.Pages;
using FhirTyped.R4;
using FhirTyped.Receipts;

namespace FhirTyped.Raw;

/// <summary>A request that is sent to the byte: what it is, what the judge says of it, and how its answer is read.</summary>
internal sealed class RawRequest
{
    private const int FirstRead = 16 * 1024;
    private const int LargestRefusal = 1024 * 1024;

    // What a request line can hold (RFC 3986): everything else could begin another one, or mean something else to the next server.
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%|[]");

    private readonly ServerExchange _exchange;
    private readonly SearchQuery? _criteria;
    private readonly bool _isTypeSearch;

    private RawRequest(ServerExchange exchange, FhirRequest message, IReadOnlyList<CapabilityVerdict> verdicts, FhirRoute route, SearchQuery? criteria, bool isSearch)
    {
        _exchange = exchange;
        _criteria = isSearch ? criteria : null;
        _isTypeSearch = route.Kind == FhirRouteKind.SearchType;
        Message = message;
        Verdicts = verdicts;
        Route = route;
        Criteria = criteria;
    }

    /// <summary>The request.</summary>
    public FhirRequest Message { get; }

    /// <summary>What the judge says of it.</summary>
    public IReadOnlyList<CapabilityVerdict> Verdicts { get; }

    /// <summary>What is asked for.</summary>
    public FhirRoute Route { get; }

    /// <summary>The criteria of the address and of a form, or null where there are none.</summary>
    public SearchQuery? Criteria { get; }

    /// <summary>The batch or transaction that is sent, or null.</summary>
    public Bundle? Bundle { get; private init; }

    /// <summary>Whether the links of any Bundle are read, and not only those of a search: for whoever changes them.</summary>
    public bool ReadsLinks { get; init; }

    /// <summary>A request for a further page, by a link that the server gave.</summary>
    /// <param name="exchange">The server.</param>
    /// <param name="link">The link as it came.</param>
    /// <param name="page">The address of the page that it stands on.</param>
    /// <param name="resourceType">The resource type of the search; empty for all.</param>
    /// <param name="method">GET, or DELETE for an export that is to be ended.</param>
    /// <param name="exportAccept">The media types of an export's status or file, which may lie beside the base address; null for a page.</param>
    /// <exception cref="FhirSearchException">It is no address, or leads where the credential must not go.</exception>
    public static RawRequest ReadLink(ServerExchange exchange, string link, Uri page, string resourceType, HttpMethod method, string? exportAccept)
    {
        var address = NextLink.Resolve(link, page, exchange, resourceType);
        if (exportAccept is null || !FhirBaseUrl.IsSameOrigin(address, exchange.BaseUrl) || !string.IsNullOrEmpty(address.UserInfo))
        {
            NextLink.ThrowIfForeign(address, exchange);
        }

        var message = new FhirRequest(method, address, (method.Method + " " + resourceType).TrimEnd() + " (further page)")
        {
            Accept = exportAccept ?? FhirMediaTypes.Json,
            Interaction = FhirInteraction.SearchType,
            ResourceType = resourceType,
        };
        return new(exchange, message, [], FhirRoute.Parse("GET", resourceType), null, isSearch: false) { ReadsLinks = exportAccept is null };
    }

    /// <summary>Reads what is asked.</summary>
    /// <exception cref="ArgumentException">It cannot be sent.</exception>
    public static RawRequest Read(ServerExchange exchange, FhirCall call, bool readsLinks = false)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(call.Method);
        ArgumentNullException.ThrowIfNull(call.RelativeUrl);
        if (call.RelativeUrl.AsSpan().ContainsAnyExcept(Allowed) || call.RelativeUrl.StartsWith('/'))
        {
            throw new ArgumentException("The address begins without a slash, and holds no character that an address does not hold: percent-encode it.", nameof(call));
        }

        var address = exchange.AddressOf(call.RelativeUrl);
        if (FhirBaseUrl.PathBelow(exchange.BaseUrl, address) is null || address.AbsoluteUri != exchange.BaseUrl.AbsoluteUri + call.RelativeUrl)
        {
            throw new ArgumentException("The address is not below the base address, or is not in the form in which it would be sent ('.', '..').", nameof(call));
        }

        var route = FhirRoute.Parse(call.Method.Method, call.RelativeUrl);
        var form = route.IsSearchByPost ? Encoding.UTF8.GetString(call.Body.Span) : "";
        var verdicts = exchange.Judge.JudgeRequest(
            route, out var criteria, hasVersion: call.IfMatch is not null, form,
            route.Kind is FhirRouteKind.Patch or FhirRouteKind.ConditionalPatch ? call.ContentType ?? "" : "");
        FhirRepetition? repetition = null;
        Bundle? bundle = null;
        if (route.Kind == FhirRouteKind.Batch)
        {
            bundle = BundleOf(exchange, call);
            verdicts = [.. verdicts, .. BundleVerdicts.Of(exchange.Judge, bundle)];
            repetition = BundleRepetition.Of(bundle!);
        }
        else if (route.Kind == FhirRouteKind.Create && call.IfNoneExist is { } condition)
        {
            verdicts = exchange.Judge.JudgeConditional(ConditionalSupport.Create, SearchQuery.Parse(route.ResourceType, condition));
        }
        else if (route.Operation.Length > 0 && call.Method == HttpMethod.Post)
        {
            repetition = ReadOnlyOperations.Contains(route.Operation) ? FhirRepetition.Always : FhirRepetition.Never;
        }

        var isConditional = call.IfNoneExist is not null || route.Kind is FhirRouteKind.ConditionalUpdate or FhirRouteKind.ConditionalPatch or FhirRouteKind.ConditionalDelete;
        var (type, operation) = KnownNames(exchange, route);
        var message = new FhirRequest(call.Method, address, Describe(call.Method, type, operation))
        {
            Body = call.Body.IsEmpty ? null : call.Body.ToArray(),
            ContentType = call.ContentType ?? (route.IsSearchByPost ? FhirMediaTypes.Form : FhirMediaTypes.Json),
            Accept = call.Accept,
            IfMatch = EntityTags.RequireVersion(call.IfMatch, nameof(call.IfMatch), nameof(call)),
            IfNoneMatch = EntityTags.RequireVersion(call.IfNoneMatch, nameof(call.IfNoneMatch), nameof(call)),
            IfModifiedSince = call.IfModifiedSince,
            IfNoneExist = call.IfNoneExist,
            Prefer = call.Prefer,
            Kind = isConditional ? FhirRequestKind.Conditional : FhirRequestKind.Plain,
            Interaction = route.Kind.ToInteraction(),
            ResourceType = type,
            Operation = operation,
            Criteria = route.Kind == FhirRouteKind.SearchType ? criteria : null,
            KnownRepetition = repetition,
        };
        var isSearch = route.Kind is FhirRouteKind.SearchType or FhirRouteKind.SearchSystem or FhirRouteKind.SearchCompartment
            && criteria is not null && !exchange.Judge.IsContinuation(criteria);
        return new(exchange, message, verdicts, route, criteria, isSearch) { Bundle = bundle, ReadsLinks = readsLinks };
    }

    /// <summary>Reads an answer whose head is there.</summary>
    public async ValueTask<FhirRawAnswer> ReadAnswerAsync(ServerExchange exchange, FhirRequest request, HttpResponseMessage response, RequestDeadline deadline)
    {
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.NotModified)
        {
            using var refusal = await ResponseBody.ReadAsync(request, response, Math.Min(LargestRefusal, exchange.Options.MaximumResponseBytes), deadline.Token).ConfigureAwait(false);
            throw new RefusedRawAnswerException(request.Description, Answer(response, new MemoryStream(refusal.Bytes.ToArray(), writable: false), isHeld: false, null, null));
        }

        if (response.Content.Headers.ContentEncoding.Count > 0)
        {
            throw new FhirProtocolException(request.Description, "the content is compressed in a way that the HTTP client does not undo.", response.StatusCode);
        }

        var source = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
        var body = new CheckedContent(source, request, response.StatusCode, AnnouncedContent.Nothing, exchange.Options);
        if ((_criteria is null && !ReadsLinks) || !FhirMediaTypes.IsJson(response.Content) || response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified)
        {
            return Answer(response, body, isHeld: true, null, _criteria is null ? null : SearchReceipt.Unverifiable);
        }

        var (bytes, head) = await ReadHeadAsync(request, response, body, deadline.Token).ConfigureAwait(false);
        if (_criteria is null)
        {
            return Answer(response, new HeadedContent(bytes, body), isHeld: true, head, null);
        }

        var links = head.Links;
        var selves = links.Where(static link => string.Equals(link.Relation.Trim(), "self", StringComparison.OrdinalIgnoreCase)).Select(static link => link.Url);
        var receipt = CompareWith([.. selves]);
        if (receipt.Status == SearchReceiptStatus.Dropped)
        {
            exchange.TellDropped(receipt.Dropped.Count + receipt.Added.Count, request.ResourceType);
            if (exchange.Options.DroppedFilters == DroppedFilterHandling.Throw)
            {
                throw new FhirDroppedFilterException(receipt);
            }
        }

        return Answer(response, new HeadedContent(bytes, body), isHeld: true, head, receipt);
    }

    // Most servers repeat the address as it was sent: then nothing is to be compared.
    private SearchReceipt CompareWith(IReadOnlyList<string> selves) =>
        _isTypeSearch && !Route.IsSearchByPost && selves is [var only] && SentAddress.IsRepeatedBy(_criteria!, _exchange.BaseUrl.AbsoluteUri, Route.Query, only)
            ? SearchReceipt.Verified
            : new SelfLinkComparison(_criteria!, _exchange.BaseUrl.AbsoluteUri, _exchange.Judge, _isTypeSearch).Compare(selves) ?? SearchReceipt.Unverifiable;

    private async Task<(ReadOnlyMemory<byte> Bytes, BundleHead Head)> ReadHeadAsync(
        FhirRequest request, HttpResponseMessage response, CheckedContent body, CancellationToken cancellationToken)
    {
        var head = new BundleHead();
        var buffer = new byte[FirstRead];
        var (length, consumed) = (0, 0);
        try
        {
            while (!head.IsComplete)
            {
                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                var read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                length += read;
                if (length > _exchange.Options.MaximumResponseBytes)
                {
                    throw new FhirProtocolException(
                        request.Description, $"the head of the Bundle is larger than {_exchange.Options.MaximumResponseBytes} bytes ({nameof(FhirPlatformOptions.MaximumResponseBytes)}).", response.StatusCode);
                }

                consumed += head.Read(buffer.AsSpan(consumed, length - consumed), isLast: read == 0);
                if (read == 0)
                {
                    break;
                }
            }
        }
        catch (System.Text.Json.JsonException)
        {
            throw new FhirProtocolException(request.Description, "the answer is no JSON.", response.StatusCode);
        }

        return head.IsBundle || _criteria is null
            ? (buffer.AsMemory(0, length), head)
            : throw new FhirProtocolException(request.Description, "the answer to a search is no Bundle.", response.StatusCode);
    }

    private static Bundle? BundleOf(ServerExchange exchange, FhirCall call)
    {
        try
        {
            return FhirJson.Read(call.Body.Span, exchange.Reading) as Bundle;
        }
        catch (FhirFormatException problem)
        {
            throw new ArgumentException("The body is no Bundle in FHIR JSON.", nameof(call), problem);
        }
    }

    // Whoever writes an address wrongly may have put an id where a name stands: what nobody knows is in no message, log or measure.
    private static (string Type, string Operation) KnownNames(ServerExchange exchange, FhirRoute route)
    {
        var manifest = exchange.Platform.Manifest;
        var type = route.ResourceType.Length == 0 || R4Definitions.IsResourceType(route.ResourceType) || manifest.FindResource(route.ResourceType) is not null ? route.ResourceType : "?";
        var isKnown = route.Operation.Length == 0 || R4Operations.All.Any(one => one.Name == route.Operation) || ReadOnlyOperations.Contains(route.Operation)
            || manifest.SystemOperations.Concat(manifest.Resources.SelectMany(static resource => resource.Operations)).Any(one => one.Name == route.Operation);
        return (type, isKnown ? route.Operation : "?");
    }

    private static string Describe(HttpMethod method, string type, string operation) =>
        (method.Method + " " + type).TrimEnd() + (operation.Length > 0 ? " $" + operation : "");

    private FhirRawAnswer Answer(HttpResponseMessage response, Stream body, bool isHeld, BundleHead? head, SearchReceipt? receipt)
    {
        var content = response.Content.Headers;
        return new(response.StatusCode, body, isHeld ? response : null)
        {
            ContentType = content.NonValidated.TryGetValues("Content-Type", out var type) ? type.ToString() : null,
            ETag = response.Headers.NonValidated.TryGetValues("ETag", out var tag) ? tag.ToString() : null,
            LastModified = content.LastModified,
            Location = response.Headers.NonValidated.TryGetValues("Location", out var location) ? location.ToString()
                : content.NonValidated.TryGetValues("Content-Location", out var second) ? second.ToString() : null,
            RetryAfter = FhirErrors.RetryAfterOf(response, _exchange.Options.TimeProvider.GetUtcNow()),
            Links = head?.Links ?? [],
            LinkPlaces = head?.Places ?? [],
            Receipt = receipt,
        };
    }
}
