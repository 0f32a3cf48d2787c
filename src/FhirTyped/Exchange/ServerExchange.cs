using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.Resilience;
using Microsoft.Extensions.Logging;

namespace FhirTyped;

/// <summary>
/// The way to one server of a platform: what may be asked of it, and what it answered. What the judge refuses is never sent; what goes wrong on the
/// way, or is refused, is an exception of its own kind; what comes back was carried out as far as the server says.
/// </summary>
/// <remarks>
/// Thread-safe. Searches, bundles, operations and clients are forms of asking, and hold it; it knows none of them. Who sends by other means than an
/// HttpClient, as Refit's clients do, derives from it.
/// </remarks>
internal partial class ServerExchange
{
    /// <summary>How much of a refusal is read: an outcome is small, and what is not one is not needed.</summary>
    private const int MaximumOutcomeBytes = 1024 * 1024;

    private static readonly AnswerReader<FhirAnswer> ReadOrRefuse = static (exchange, request, response, deadline) =>
        response.IsSuccessStatusCode ? exchange.ReadAsync(request, response, deadline) : exchange.RefuseAsync(request, response, deadline);

    private readonly HttpClient? _http;
    private readonly ILogger _logger;
    private readonly Lazy<ServerPipeline> _pipeline;

    public ServerExchange(FhirPlatformContext context, PlatformDescriptor platform)
        : this(platform, context.Options, context.Logger)
    {
        _http = context.Http;
        _pipeline = context.Pipeline ?? _pipeline;
        Connections = context.Connections;
    }

    /// <summary>An exchange that sends nothing itself: somebody else's requests are judged and their answers checked.</summary>
    public ServerExchange(PlatformDescriptor platform, FhirPlatformOptions options, ILogger logger)
    {
        FhirPlatformOptionsProblems.ThrowIfAny(options, platform);
        _logger = logger;
        Options = options;
        Platform = platform;
        Reading = FhirJsonOptions.Lenient with { MaxPayloadLength = Options.MaximumResponseBytes };
        BaseUrl = FhirBaseUrl.Resolve(Options, platform);
        Credential = options.CredentialInUse;
        _pipeline = new(() => new ServerPipeline(platform, options, logger));
    }

    /// <summary>An exchange with a server that another one has as well, for what is asked in a way of its own.</summary>
    protected ServerExchange(ServerExchange other)
    {
        _http = other._http;
        _logger = other._logger;
        Options = other.Options;
        Platform = other.Platform;
        Reading = other.Reading;
        BaseUrl = other.BaseUrl;
        Credential = other.Credential;
        _pipeline = other._pipeline;
        Connections = other.Connections;
    }

    /// <summary>The same server with the same limits and connections, for somebody else's requests.</summary>
    public ServerExchange(ServerExchange other, FhirCredential credential)
        : this(other) => Credential = credential;

    /// <summary>The platform.</summary>
    public PlatformDescriptor Platform { get; }

    /// <summary>The judge of what the platform supports.</summary>
    public CapabilityJudge Judge => Platform.Judge;

    /// <summary>The options.</summary>
    public FhirPlatformOptions Options { get; }

    /// <summary>How answers are read.</summary>
    public FhirJsonOptions Reading { get; }

    /// <summary>The base address; it ends with a slash.</summary>
    public Uri BaseUrl { get; }

    /// <summary>How the client proves who it is.</summary>
    public FhirCredential Credential { get; }

    /// <summary>The connections; null where they are the program's own.</summary>
    public ServerConnections? Connections { get; }

    /// <summary>What all requests to the server have in common.</summary>
    public ServerPipeline Pipeline => _pipeline.Value;

    /// <summary>Whether answers are left open for somebody else who has them.</summary>
    protected virtual bool KeepsResponses => false;

    /// <summary>An address below the base.</summary>
    public Uri AddressOf(string relative) => new(BaseUrl.AbsoluteUri + relative, UriKind.Absolute);

    /// <summary>The address of a resource.</summary>
    public Uri AddressOf(string resourceType, string id) => new(string.Concat(BaseUrl.AbsoluteUri, resourceType, "/", id), UriKind.Absolute);

    /// <summary>Sends a request and reads the answer.</summary>
    /// <exception cref="FhirResponseException">The server refused it, by its status or by an outcome.</exception>
    /// <exception cref="FhirProtocolException">The answer is none to this request.</exception>
    /// <exception cref="FhirFormatException">The answer is not FHIR JSON.</exception>
    /// <exception cref="FhirTransportException">The request or its answer did not get through.</exception>
    /// <exception cref="FhirTimeoutException">The whole answer did not come in time.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled it.</exception>
    public ValueTask<FhirAnswer> SendAsync(FhirRequest request, CancellationToken cancellationToken) =>
        ExchangeAsync(request, ReadOrRefuse, holdsResponse: false, cancellationToken);

    /// <summary>Sends a request of which somebody else tells how it went.</summary>
    public ValueTask<FhirAnswer> SendToldAsync(FhirRequest request, RequestTelemetry? telemetry, CancellationToken cancellationToken) =>
        ExchangeAsync(telemetry?.Attempts ?? new RequestAttempts(request, Options.TimeProvider), ReadOrRefuse, holdsResponse: false, cancellationToken);

    /// <summary>Sends a request and hands its answer on once the head is there; what goes wrong on the way is an exception of its own kind.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="holdsResponse">Whether what was read still needs the response: then it is left open, unless reading failed.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public ValueTask<TAnswer> ExchangeAsync<TAnswer>(
        FhirRequest request, AnswerReader<TAnswer> read, bool holdsResponse, CancellationToken cancellationToken) =>
        RequestTelemetry.Begin(this, request) is { } telemetry
            ? ExchangeToldAsync(telemetry, read, holdsResponse, cancellationToken)
            : ExchangeAsync(new RequestAttempts(request, Options.TimeProvider), read, holdsResponse, cancellationToken);

    private async ValueTask<TAnswer> ExchangeToldAsync<TAnswer>(
        RequestTelemetry telemetry, AnswerReader<TAnswer> read, bool holdsResponse, CancellationToken cancellationToken)
    {
        using (telemetry)
        {
            try
            {
                return await ExchangeAsync(telemetry.Attempts, read, holdsResponse, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (telemetry.Failed(error))
            {
                throw;
            }
        }
    }

    private async ValueTask<TAnswer> ExchangeAsync<TAnswer>(
        RequestAttempts attempts, AnswerReader<TAnswer> read, bool holdsResponse, CancellationToken cancellationToken)
    {
        var pipeline = _pipeline.Value;
        pipeline.Begin();
        try
        {
            Exception failure;
            try
            {
                return await TryAsync(attempts, read, holdsResponse, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not FhirCircuitOpenException)
            {
                failure = error;
            }

            return await pipeline.RepeatAsync(
                attempts,
                failure,
                (Exchange: this, Read: read, HoldsResponse: holdsResponse),
                static (state, attempts, cancellationToken) => state.Exchange.TryAsync(attempts, state.Read, state.HoldsResponse, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            pipeline.End();
        }
    }

    /// <summary>Sends a message, and gives the head of its answer.</summary>
    protected virtual Task<HttpResponseMessage> SendMessageAsync(FhirRequest request, HttpRequestMessage message, CancellationToken cancellationToken) =>
        (_http ?? throw new InvalidOperationException("This exchange sends nothing itself.")).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>Whether an exception says that a request or its answer did not get through.</summary>
    protected virtual bool IsTransportProblem(Exception error) => error is not FhirException;

    /// <summary>What is thrown of that; null for the exception itself.</summary>
    protected virtual Exception? OfTransport(FhirRequest request, Exception error) => new FhirTransportException(request.Description, TransportProblems.WithoutWordsOfTheServer(error));

    /// <summary>
    /// Throws where an HttpClient followed a redirect: a write that became a GET succeeds without having been carried out, and an answer of
    /// elsewhere is somebody else's. The handlers of .NET change the message itself.
    /// </summary>
    public static void ThrowIfRedirected(FhirRequest request, HttpRequestMessage message, HttpResponseMessage response)
    {
        var sent = response.RequestMessage ?? message;
        if (sent.Method != request.Method || sent.RequestUri != request.Address || message.RequestUri != request.Address)
        {
            throw new FhirProtocolException(
                request.Description, "the HTTP client sent it elsewhere, after a redirect or by a handler. Its answer was not read, and of a write "
                    + "nobody knows whether it was carried out. Use an HttpClient that does not follow redirects.", response.StatusCode);
        }
    }

    /// <summary>Reads the answer to a request that was carried out.</summary>
    protected virtual async ValueTask<FhirAnswer> ReadAsync(FhirRequest request, HttpResponseMessage response, RequestDeadline deadline)
    {
        ThrowIfUndecided(request, response);
        Resource? resource;
        try
        {
            resource = await ReadResourceAsync(request, response, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (request.IsWrite && !deadline.Caller.IsCancellationRequested)
        {
            // The head of the answer has said that it was carried out.
            var problem = error as FhirException ?? new FhirTransportException(request.Description, error);
            return new(response.StatusCode, null, VersionOf(response), LocationOf(response)) { Unreadable = problem, IsForeign = !FhirMediaTypes.IsJson(response.Content) };
        }

        return resource is OperationOutcome { HasErrors: true } outcome && !request.AsksForOutcome
            ? throw FhirErrors.Make(request, response, outcome, Options.TimeProvider.GetUtcNow())
            : new(response.StatusCode, resource, VersionOf(response), LocationOf(response));
    }

    public async ValueTask<Resource?> ReadResourceAsync(FhirRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = await ResponseBody.ReadAsync(request, response, Options.MaximumResponseBytes, cancellationToken).ConfigureAwait(false);
        return body.Bytes.IsEmpty ? null : FhirJson.Read(body.Bytes, Reading, cancellationToken);
    }

    /// <summary>Throws where the status is a success of which FHIR does not know what was done: 202 is only a promise, 206 only a part.</summary>
    private static void ThrowIfUndecided(FhirRequest request, HttpResponseMessage response)
    {
        var isKnown = response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NonAuthoritativeInformation or HttpStatusCode.NoContent
            || (response.StatusCode == HttpStatusCode.Accepted && request.Method == HttpMethod.Delete);
        if (!isKnown)
        {
            throw new FhirProtocolException(
                request.Description, $"the server answered {(int)response.StatusCode}, which does not say that it was carried out.", response.StatusCode);
        }
    }

    /// <summary>Throws the exception of a refusal. That nothing was changed since is none.</summary>
    public virtual async ValueTask<FhirAnswer> RefuseAsync(FhirRequest request, HttpResponseMessage response, RequestDeadline deadline)
    {
        if (response.StatusCode == HttpStatusCode.NotModified && request is not { IfNoneMatch: null, IfModifiedSince: null })
        {
            return new(response.StatusCode, null, VersionOf(response), null);
        }

        var outcome = await ReadOutcomeAsync(request, response, deadline).ConfigureAwait(false);
        throw FhirErrors.Make(request, response, outcome, Options.TimeProvider.GetUtcNow());
    }

    /// <summary>The outcome of a refusal; null where its body is none, cannot be read, or does not come. The refusal stands all the same.</summary>
    private async ValueTask<OperationOutcome?> ReadOutcomeAsync(FhirRequest request, HttpResponseMessage response, RequestDeadline deadline)
    {
        try
        {
            var limit = Math.Min(MaximumOutcomeBytes, Options.MaximumResponseBytes);
            using var body = await ResponseBody.ReadAsync(request, response, limit, deadline.Token).ConfigureAwait(false);
            return FhirJson.TryRead<Resource>(body.Bytes, out var resource, out _, Reading, deadline.Token) ? resource as OperationOutcome : null;
        }
        catch (Exception) when (!deadline.Caller.IsCancellationRequested)
        {
            return null;
        }
    }

    // As it stands in the answer: what .NET calls no entity tag, a bare 3 for example, is one to many servers.
    private static string? VersionOf(HttpResponseMessage response) =>
        response.Headers.NonValidated is { Count: > 0 } headers && headers.TryGetValues("ETag", out var tags) ? EntityTags.ValidVersionOf(tags.ToString()) : null;

    private static FhirLocation? LocationOf(HttpResponseMessage response) =>
        (response.Headers.NonValidated is { Count: > 0 } headers && headers.TryGetValues("Location", out var location) ? FhirLocation.TryParse(location.ToString()) : null)
            ?? (response.Content.Headers.NonValidated.TryGetValues("Content-Location", out var content) ? FhirLocation.TryParse(content.ToString()) : null);
}
