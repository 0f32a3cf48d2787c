using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace FhirTyped;

/// <summary>HTTP as this client wants it: nothing goes anywhere by itself.</summary>
internal static class FhirHttp
{
    /// <summary>The connections of <see cref="Shared"/>.</summary>
    public static readonly ServerConnections SharedConnections = new();

    private static readonly Lazy<HttpClient> SharedClient = new(static () => NewClient(NewHandler(null, SharedConnections)));

    /// <summary>The client of those who bring none. The time of a request is limited by <see cref="FhirPlatformOptions.RequestTimeout"/>.</summary>
    public static HttpClient Shared => SharedClient.Value;

    /// <summary>A client over a handler of ours.</summary>
    public static HttpClient NewClient(SocketsHttpHandler handler) => new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>
    /// A handler that follows no redirect, which would carry token and identifiers elsewhere, and keeps no cookie, which would carry one user's session
    /// into another's request.
    /// </summary>
    public static SocketsHttpHandler NewHandler(FhirTransportOptions? options, ServerConnections connections)
    {
        options ??= new FhirTransportOptions();
        var handler = new SocketsHttpHandler
        {
            // Its activities hold the path of each address, and so ids of patients. There are our own.
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = connections.ConnectAsync,
            ConnectTimeout = options.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = options.KeepAlivePingDelay,
            MaxConnectionsPerServer = options.MaxConnections ?? int.MaxValue,
            PooledConnectionIdleTimeout = options.PooledConnectionIdleTimeout,
            PooledConnectionLifetime = options.PooledConnectionLifetime,
            Proxy = options.Proxy,
            UseCookies = false,
            UseProxy = options.UseProxy,
        };
        if (options.ClientCertificates?.Invoke() is { Count: > 0 } own)
        {
            if (own.Any(static one => !one.HasPrivateKey))
            {
                throw new InvalidOperationException($"{nameof(FhirTransportOptions)}.{nameof(FhirTransportOptions.ClientCertificates)} gave a certificate without its private key.");
            }

            handler.SslOptions.ClientCertificates = own;
        }

        if (options.CertificateAuthorities?.Invoke() is { Count: > 0 } authorities)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }
}
