using System.Net;

namespace FhirTyped;

/// <summary>HTTP as this client wants it: nothing goes anywhere by itself.</summary>
internal static class FhirHttp
{
    // Addresses behind a name change; a connection that is kept for ever never learns of it.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private static readonly Lazy<HttpClient> SharedClient = new(static () => new HttpClient(NewHandler()) { Timeout = Timeout.InfiniteTimeSpan });

    /// <summary>The client of those who bring none. The time of a request is limited by <see cref="FhirPlatformOptions.RequestTimeout"/>.</summary>
    public static HttpClient Shared => SharedClient.Value;

    /// <summary>
    /// A handler that follows no redirect, which would carry token and identifiers elsewhere, and keeps no cookie, which would carry one user's session
    /// into another's request.
    /// </summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = ConnectionLifetime,
        UseCookies = false,
    };
}
