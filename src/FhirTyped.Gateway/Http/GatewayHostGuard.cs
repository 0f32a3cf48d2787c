using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>
/// Serves the gateway's own names alone, so that a page that has made its name lead here reads nothing (DNS rebinding), and sets the header fields by which browsers keep what is
/// given: nowhere.
/// </summary>
internal sealed class GatewayHostGuard(RequestDelegate next, GatewayAddress address, IOptions<FhirGatewayOptions> options)
{
    private const string ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

    private readonly HashSet<string> _hosts = new(options.Value.AllowedHosts, StringComparer.OrdinalIgnoreCase);
    private readonly bool _isLocal = options.Value.PublicUrl is null or { IsLoopback: true };

    /// <summary>Passes a request on.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["X-Request-ID"] = context.TraceIdentifier;
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
        {
            // ASP.NET Core's own trace holds the path, and so ids.
            activity.SetTag("url.path", null);
            activity.SetTag("url.query", null);
        }

        return IsServed(context.Request.Host)
            ? next(context)
            : OutcomeWriter.WriteAsync(context.Response, new GatewayProblem(HttpStatusCode.MisdirectedRequest, "security", "The gateway is not addressed by this name.", "host"), context.RequestAborted);
    }

    private bool IsServed(HostString host)
    {
        if (_hosts.Contains(host.Host) || _hosts.Contains(host.Value ?? ""))
        {
            return true;
        }

        return _isLocal
            ? host.Host is "localhost" or "127.0.0.1" or "[::1]"
            : string.Equals(host.Host, address.Origin.IdnHost, StringComparison.OrdinalIgnoreCase) && (host.Port ?? address.Origin.Port) == address.Origin.Port;
    }
}
