using System.Net;
using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.Pages;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// Takes a request by method and address to the member of the client that it means, so that it is judged, sent and checked as that is. What no member
/// means (a search of the whole system or in a compartment, an operation by GET, a conditional patch, a bundle) is judged and sent here.
/// </summary>
internal sealed class RequestRouter(IFhirPlatformClient client, ServerExchange exchange, ResourceWriter writer)
{
    /// <summary>See <see cref="IFhirPlatformClient.SendAsync"/>.</summary>
    public async Task<FhirResponse> SendAsync(HttpMethod method, string relativeUrl, Resource? body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(relativeUrl);
        var (path, query) = Split(relativeUrl);
        var route = FhirRoute.Parse(method.Method, query.Length > 0 ? path + "?" + query : path);
        ThrowIfSuperfluous(route, body);
        ThrowIfOtherwise(method, route, query);
        var (type, id) = (route.ResourceType, route.Id);
        switch (route.Kind)
        {
            case FhirRouteKind.Read when query.Length == 0:
                return Of(HttpStatusCode.OK, await client.ReadAsync(type, id, cancellationToken).ConfigureAwait(false));
            case FhirRouteKind.VRead when query.Length == 0:
                return Of(HttpStatusCode.OK, await client.VReadAsync(type, id, route.VersionId, cancellationToken).ConfigureAwait(false));
            case FhirRouteKind.HistoryInstance or FhirRouteKind.HistoryType or FhirRouteKind.HistorySystem when query.Length == 0:
                return await FirstPageAsync(client.History(OrNull(type), OrNull(id)), cancellationToken).ConfigureAwait(false);
            case FhirRouteKind.SearchType:
                var search = client.Search(type + "?" + query);
                return await FirstPageAsync(route.IsSearchByPost ? search.ViaPost() : search, cancellationToken).ConfigureAwait(false);
            case FhirRouteKind.Create:
                return Of(await client.CreateAsync(BodyOf(type, null, body), cancellationToken).ConfigureAwait(false));
            case FhirRouteKind.Update:
                return Of(await client.UpdateAsync(BodyOf(type, id, body), cancellationToken).ConfigureAwait(false));
            case FhirRouteKind.ConditionalUpdate:
                return Of(await client.ConditionalUpdateAsync(BodyOf(type, null, body), query, cancellationToken).ConfigureAwait(false));
            case FhirRouteKind.Patch when query.Length == 0:
                var patch = PatchOf(body);
                return Of(await writer.PatchAsync<Resource>(type, id, patch.Kind, patch.Bytes, patch.MediaType, version: null, cancellationToken).ConfigureAwait(false));
            case FhirRouteKind.Delete:
                await client.DeleteAsync(type, id, null, cancellationToken).ConfigureAwait(false);
                return new(HttpStatusCode.NoContent);
            case FhirRouteKind.Batch:
                return await SendBundleAsync(route, body, cancellationToken).ConfigureAwait(false);
            case FhirRouteKind.ConditionalDelete:
                await client.ConditionalDeleteAsync(type, query, cancellationToken).ConfigureAwait(false);
                return new(HttpStatusCode.NoContent);
            default:
                return await SendOtherAsync(method, route, path, query, body, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FhirResponse> SendOtherAsync(
        HttpMethod method, FhirRoute route, string path, string query, Resource? body, CancellationToken cancellationToken)
    {
        var request = (method.Method + " " + route.ResourceType).TrimEnd() + (route.Operation.Length > 0 ? " $" + route.Operation : "");
        var content = ContentOf(route, query, body);
        exchange.Guard(exchange.Judge.JudgeRequest(route, out _, contentType: content?.MediaType ?? ""), request);
        var changes = route.Kind is FhirRouteKind.Patch or FhirRouteKind.ConditionalPatch;
        var message = new FhirRequest(method, exchange.AddressOf(query.Length > 0 && !route.IsSearchByPost ? path + "?" + query : path), request)
        {
            ResourceType = route.ResourceType,
            Interaction = route.Kind.ToInteraction(),
            Operation = route.Operation,
            KnownRepetition = method == HttpMethod.Post && ReadOnlyOperations.Contains(route.Operation) ? FhirRepetition.Always : null,
            Body = content?.Bytes,
            ContentType = content?.MediaType ?? FhirMediaTypes.Json,
            IsWrite = changes,
            Prefer = changes ? WriteRequest.PreferRepresentation : null,
            AsksForOutcome = route.Operation == OperationCaller.Validate,
            Kind = route.Kind == FhirRouteKind.ConditionalPatch ? FhirRequestKind.Conditional : FhirRequestKind.Plain,
        };
        var answer = await exchange.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return route.Kind is FhirRouteKind.Read or FhirRouteKind.VRead ? Of(answer.StatusCode, ReadAnswer.Expect(request, answer, route.ResourceType, route.Id))
            : changes ? Of(WriteAnswer.Read<Resource>(request, answer, route.ResourceType, OrNull(route.Id), sent: null))
            : Of(answer.StatusCode, answer.Resource);
    }

    private async Task<FhirResponse> SendBundleAsync(FhirRoute route, Resource? body, CancellationToken cancellationToken)
    {
        exchange.Guard([.. exchange.Judge.JudgeRequest(route, out _), .. BundleVerdicts.Of(exchange.Judge, body as Bundle)], "POST batch");
        var answer = await BundleSender.SendAsync(exchange, (Bundle)body!, cancellationToken).ConfigureAwait(false);
        return Of(answer.StatusCode, answer.Resource);
    }

    /// <summary>
    /// An address as it is judged and sent: its path without slashes around it, its query read and written anew, but for what the server itself made.
    /// </summary>
    private (string Path, string Query) Split(string relativeUrl)
    {
        var question = relativeUrl.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? relativeUrl : relativeUrl[..question];
        var query = question < 0 ? "" : relativeUrl[(question + 1)..];
        if (path.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('/' or '-' or '.' or '_' or '$' or '*')))
        {
            throw new ArgumentException("The path of an address holds letters, digits and '/-._$*' only.", nameof(relativeUrl));
        }

        // What is not FHIR's, the judge says.
        path = path.StartsWith('/') ? path[1..] : path;
        path = path.Length > 0 && path[^1] == '/' ? path[..^1] : path;
        return (path, exchange.Judge.IsContinuation(SearchQuery.Parse(path, query)) ? query : SearchTextWriter.Rewrite(query));
    }

    private static (byte[] Bytes, string MediaType)? ContentOf(FhirRoute route, string query, Resource? body)
    {
        if (route.Kind is FhirRouteKind.Patch or FhirRouteKind.ConditionalPatch)
        {
            var patch = PatchOf(body);
            return (patch.Bytes, patch.MediaType);
        }

        return route.IsSearchByPost ? (Encoding.UTF8.GetBytes(query), FhirMediaTypes.Form)
            : body is null ? null
            : (FhirJson.ToUtf8Bytes(body), FhirMediaTypes.Json);
    }

    private static (PatchKind Kind, byte[] Bytes, string MediaType) PatchOf(Resource? body) => body switch
    {
        Binary { ContentType: FhirMediaTypes.JsonPatch, Data: { } data } =>
            (PatchKind.JsonPatch, AnnouncedContent.DecodeBase64(data) ?? throw new ArgumentException("The data of the Binary are no base64.", nameof(body)), FhirMediaTypes.JsonPatch),
        Parameters => (PatchKind.FhirPathPatch, FhirJson.ToUtf8Bytes(body), FhirMediaTypes.Json),
        _ => throw new ArgumentException("A patch is Parameters (FHIRPath Patch), or a Binary of " + FhirMediaTypes.JsonPatch + ".", nameof(body)),
    };

    private static void ThrowIfSuperfluous(FhirRoute route, Resource? body)
    {
        if (body is not null && route.Kind is not (FhirRouteKind.Create or FhirRouteKind.Update or FhirRouteKind.ConditionalUpdate or FhirRouteKind.Patch
            or FhirRouteKind.ConditionalPatch or FhirRouteKind.Batch or FhirRouteKind.Operation or FhirRouteKind.None))
        {
            throw new ArgumentException($"A {route.Kind.ToCode()} has no body.", nameof(body));
        }
    }

    /// <summary>Throws where a request would be sent otherwise than by the member that checks its answer.</summary>
    private static void ThrowIfOtherwise(HttpMethod method, FhirRoute route, string query)
    {
        if (method == HttpMethod.Head)
        {
            throw new ArgumentException("An answer without a body says nothing that could be given: ask by GET.", nameof(method));
        }

        if (query.Length > 0 && route.Kind is (FhirRouteKind.Create or FhirRouteKind.Update or FhirRouteKind.Delete or FhirRouteKind.Batch))
        {
            throw new ArgumentException($"A {route.Kind.ToCode()} has no query.", nameof(query));
        }

        // A part that does not say that it is one could be written back as the whole.
        if (route.Kind is (FhirRouteKind.Read or FhirRouteKind.VRead) && SearchQuery.Parse(route.ResourceType, query).Criteria.Any(static one => one.Name is "_elements" or "_summary"))
        {
            throw new ArgumentException("A read gives the whole resource: ask for parts by a search (_id, _elements).", nameof(query));
        }
    }

    private static Resource BodyOf(string resourceType, string? id, Resource? body) =>
        body is null ? throw new ArgumentNullException(nameof(body))
        : body.TypeName != resourceType ? throw new ArgumentException($"The body is no {resourceType}, and the address says that it is.", nameof(body))
        : id is not null && body.Id != id ? throw new ArgumentException("The body has another id than the address.", nameof(body))
        : body;

    private static async Task<FhirResponse> FirstPageAsync(FhirSearch<Resource> search, CancellationToken cancellationToken) =>
        Of(HttpStatusCode.OK, (await search.FirstPageAsync(cancellationToken).ConfigureAwait(false)).Bundle);

    private static FhirResponse Of(HttpStatusCode status, Resource? resource) => new(status)
    {
        Resource = resource,
        Id = resource?.Id,
        VersionId = EntityTags.ValidVersionOf(resource?.Meta?.VersionId),
    };

    private static FhirResponse Of(FhirWriteResult<Resource> result) => new(result.StatusCode)
    {
        Resource = result.HasRepresentation ? result.Resource : null,
        Id = result.Id,
        VersionId = result.VersionId,
        Outcome = result.Outcome,
    };

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
