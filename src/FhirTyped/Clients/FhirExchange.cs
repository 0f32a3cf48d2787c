using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.Raw;

namespace FhirTyped;

/// <summary>
/// The way to one server of a platform below every client: judge, credential, resilience, receipt, links, in that order. It sends what it is given to the byte, and gives the answer
/// as it came, for whoever hands both on, as a gateway does. The clients stand on the same.
/// </summary>
/// <remarks>Thread-safe. That of a client: <see cref="IFhirPlatformClient.Exchange"/>.</remarks>
public sealed class FhirExchange
{
    private readonly ServerExchange _exchange;
    private readonly IFhirPlatformClient _client;

    internal FhirExchange(ServerExchange exchange, IFhirPlatformClient client)
    {
        _exchange = exchange;
        _client = client;
    }

    /// <summary>The platform.</summary>
    public PlatformDescriptor Platform => _exchange.Platform;

    /// <summary>The server's base address; it ends with a slash.</summary>
    public Uri BaseUrl => _exchange.BaseUrl;

    /// <summary>What the platform says of a request, without sending it. Requests in a batch or transaction are judged one by one.</summary>
    /// <param name="call">The request.</param>
    /// <returns>What is wrong or undeclared; empty where all is supported.</returns>
    /// <exception cref="ArgumentException">It is no request that can be sent: characters that no address holds, or the body of a batch or transaction that is no such Bundle.</exception>
    public IReadOnlyList<CapabilityVerdict> Judge(FhirCall call) => RawRequest.Read(_exchange, call).Verdicts;

    /// <summary>Sends a request, and gives the answer once its head is there; of a Bundle, once its links are.</summary>
    /// <param name="call">The request.</param>
    /// <param name="credential">Whose request it is; null for the credential of the client's options. It goes to the server's own origin alone.</param>
    /// <param name="cancellationToken">Cancels the request, and reading the head.</param>
    /// <returns>The answer, be it a success or a refusal. It is the caller's to dispose of. Matches are not held against the search: their bytes pass unread.</returns>
    /// <exception cref="ArgumentException">It is no request that can be sent.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not support it, or the granted scopes do not cover it; nothing was sent.</exception>
    /// <exception cref="FhirDroppedFilterException">The server left out a filter, and the options do not allow that.</exception>
    /// <exception cref="FhirProtocolException">It was sent elsewhere by the HTTP client, or its head is larger than the limit.</exception>
    /// <exception cref="FhirTransportException">The request or its answer did not get through.</exception>
    /// <exception cref="FhirTimeoutException">The head of the answer did not come in time.</exception>
    /// <exception cref="FhirCircuitOpenException">The server kept failing; nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled it.</exception>
    public Task<FhirRawAnswer> SendAsync(FhirCall call, FhirCredential? credential = null, CancellationToken cancellationToken = default) =>
        SendAsync(RawRequest.Read(_exchange, call), credential, cancellationToken);

    /// <summary>What it stands on, for forms of asking that packages of ours add.</summary>
    internal ServerExchange Server => _exchange;

    /// <summary>Reads a request, and asks the judge: for whoever has more to say to it before it is sent.</summary>
    internal RawRequest Prepare(FhirCall call) => RawRequest.Read(_exchange, call, readsLinks: true);

    /// <summary>What the judge refuses of a request that was read, and tells of it as <see cref="SendAsync(FhirCall, FhirCredential?, CancellationToken)"/> does; null where it may be sent.</summary>
    internal IReadOnlyList<CapabilityVerdict>? FindRefused(RawRequest request) => _exchange.FindRefused(request.Verdicts, request.Message.Description);

    /// <summary>Whether any of what the judge says keeps a request from being sent.</summary>
    internal bool IsRefused(IReadOnlyList<CapabilityVerdict> verdicts) => verdicts.Any(_exchange.IsRefused);

    /// <summary>A request for a further page, by a link that the server gave.</summary>
    internal RawRequest PrepareLink(string link, Uri page, string resourceType) => RawRequest.ReadLink(_exchange, link, page, resourceType);

    /// <summary>Sends a request that was read.</summary>
    internal async Task<FhirRawAnswer> SendAsync(RawRequest request, FhirCredential? credential, CancellationToken cancellationToken)
    {
        _exchange.Guard(request.Verdicts, request.Message.Description);
        var exchange = credential is null ? _exchange : new ServerExchange(_exchange, credential);
        try
        {
            return await exchange.ExchangeAsync(request.Message, request.ReadAnswerAsync, holdsResponse: true, cancellationToken).ConfigureAwait(false);
        }
        catch (RefusedRawAnswerException refusal)
        {
            return refusal.Answer;
        }
    }

    /// <summary>Sends a request as <see cref="IFhirPlatformClient.SendAsync"/> does, with the answer as a resource and a refusal as an exception.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="relativeUrl">The address below the base address, percent-encoded.</param>
    /// <param name="body">The body, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer.</returns>
    public Task<FhirResponse> ReadAsync(HttpMethod method, string relativeUrl, Resource? body = null, CancellationToken cancellationToken = default) =>
        _client.SendAsync(method, relativeUrl, body, cancellationToken);
}
