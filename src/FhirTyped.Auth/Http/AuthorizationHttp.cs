using System.Collections.Concurrent;
using System.Net.Sockets;

namespace FhirTyped.Auth;

/// <summary>
/// HTTP to authorization servers. Nothing is followed by itself: a redirect would carry a secret or an assertion elsewhere. Bodies are limited, and what an
/// address from data leads to is looked at when the connection is made, so that a name cannot change its meaning in between.
/// </summary>
internal sealed class AuthorizationHttp
{
    /// <summary>The largest answer of a token endpoint that is read, in bytes.</summary>
    public const int MaximumAnswerBytes = 1024 * 1024;

    // Addresses behind a name change; a connection that is kept for ever never learns of it.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private static readonly AuthorizationHttp Shared = new(new HttpSettings(null, null));

    private readonly HttpSettings _settings;

    // A connection is kept for the next request to the same host: what one may use, another may not, so each range has its own.
    private readonly ConcurrentDictionary<AddressRange, HttpClient> _discovered = new();
    private readonly Lazy<HttpClient> _configured;

    private AuthorizationHttp(HttpSettings settings)
    {
        _settings = settings;
        _configured = new(() => NewClient(null));
    }

    private sealed record HttpSettings(HttpMessageHandler? Handler, System.Security.Cryptography.X509Certificates.X509Certificate2? Certificate);

    /// <summary>HTTP as options want it; those that want nothing of their own share their connections.</summary>
    public static AuthorizationHttp For(AuthorizationClientOptions options) => options is { BackchannelHttpHandler: null, ClientCertificate: null }
        ? Shared
        : new(new HttpSettings(options.BackchannelHttpHandler, options.ClientCertificate));

    /// <summary>The client for an endpoint.</summary>
    /// <exception cref="ForbiddenAddressException">It came from data, and its host is a number that such an address may not lead to.</exception>
    public HttpClient ClientFor(AuthorizationEndpoint endpoint)
    {
        if (endpoint.ServerRange is not { } server)
        {
            return _configured.Value;
        }

        return AddressRanges.FindByName(endpoint.Address) is { } range && !AddressRanges.IsAllowed(range, server)
            ? throw new ForbiddenAddressException(endpoint.Address.IdnHost)
            : _discovered.GetOrAdd(server, static (range, self) => self.NewClient(range), this);
    }

    /// <summary>Whether an exception says that a request did not reach the server. It then quotes nothing that a server sent.</summary>
    public static bool IsNotSent(Exception error) => error is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError,
    };

    private HttpClient NewClient(AddressRange? server) =>
        new(_settings.Handler ?? NewHandler(server), disposeHandler: _settings.Handler is null)
        {
            // Limited by the options, over discovery and request together.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaximumAnswerBytes,
        };

    private SocketsHttpHandler NewHandler(AddressRange? server)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = ConnectionLifetime,
            UseCookies = false,
        };
        if (_settings.Certificate is { } certificate)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        if (server is { } range)
        {
            handler.ConnectCallback = (context, cancellationToken) => ConnectAsync(context, range, cancellationToken);
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, AddressRange server, CancellationToken cancellationToken)
    {
        var socket = await CheckedSocket.ConnectAsync(
            context,
            addresses => Array.FindAll(addresses, address => AddressRanges.IsAllowed(AddressRanges.Of(address), server)) is { Length: > 0 } allowed
                ? allowed
                : throw new ForbiddenAddressException(context.DnsEndPoint.Host),
            cancellationToken).ConfigureAwait(false);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
