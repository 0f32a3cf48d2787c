using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.Pages;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>What an HTTP request asks of a platform, read from its method, address, header fields and body.</summary>
/// <param name="Description">Method and resource type, for messages.</param>
/// <param name="Verdicts">What the judge says.</param>
/// <param name="Search">The search whose answer can be checked; null where it is none.</param>
internal sealed record GuardedRequest(string Description, IReadOnlyList<CapabilityVerdict> Verdicts, SearchRequest? Search)
{
    /// <summary>Reads a request. A body that has to be read is kept, so that it can be sent.</summary>
    public static async Task<GuardedRequest> ReadAsync(ServerExchange exchange, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (RelativeAddress(exchange.BaseUrl, request.RequestUri!) is not { } relative)
        {
            return new(request.Method.Method, [new(CapabilitySupport.Unsupported, CapabilityIds.Interaction,
                $"The address is neither below the base address of {exchange.Platform.Name} nor one that it gave as that of a further page.", "")], null);
        }

        var route = FhirRoute.Parse(request.Method.Method, relative);
        var description = (request.Method.Method + " " + route.ResourceType).TrimEnd();
        var bytes = route.IsSearchByPost || route.Kind == FhirRouteKind.Batch ? await BytesOfAsync(request, cancellationToken).ConfigureAwait(false) : [];
        var form = route.IsSearchByPost ? Encoding.UTF8.GetString(bytes) : "";
        var verdicts = new List<CapabilityVerdict>(exchange.Judge.JudgeRequest(
            route, out var criteria, request.Headers.NonValidated.Contains("If-Match"), form, request.Content?.Headers.ContentType?.MediaType ?? ""));
        if (route.Kind == FhirRouteKind.Batch && FhirJson.TryRead<Resource>(bytes, out var body, out _, null, cancellationToken))
        {
            verdicts.AddRange(BundleVerdicts.Of(exchange.Judge, body as Bundle));
        }

        return new(description, verdicts, SearchOf(exchange, route, criteria, form));
    }

    private static SearchRequest? SearchOf(ServerExchange exchange, FhirRoute route, SearchQuery? criteria, string form)
    {
        if (route.Kind != FhirRouteKind.SearchType || criteria is null)
        {
            return null;
        }

        return new(exchange, route.ResourceType, route.ResourceType, route.CriteriaWith(form), static _ => { })
        {
            Criteria = criteria,
            IsContinuation = exchange.Judge.IsContinuation(criteria),
        };
    }

    private static string? RelativeAddress(Uri baseUrl, Uri address)
    {
        if (address.Fragment.Length > 0 || !BasePath.Contains(baseUrl.AbsolutePath, address.AbsolutePath))
        {
            return null;
        }

        // The base address itself, to which batches go, may stand without its slash.
        var below = address.AbsolutePath + "/" == baseUrl.AbsolutePath ? new UriBuilder(address) { Path = baseUrl.AbsolutePath }.Uri : address;
        return FhirBaseUrl.PathBelow(baseUrl, below) is { } path ? path + address.Query : null;
    }

    private static async Task<byte[]> BytesOfAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null)
        {
            return [];
        }

        await request.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        return await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
    }
}
