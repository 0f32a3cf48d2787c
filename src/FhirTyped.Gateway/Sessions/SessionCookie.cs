using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>The cookie in which a browser holds its session.</summary>
internal sealed class SessionCookie(GatewayAddress address)
{
    /// <summary>The name where the gateway is reached by https: with this prefix browsers take it from no other host and no path, and send it to none.</summary>
    public const string SecureName = "__Host-fhir-gateway";

    /// <summary>The name on loopback without TLS.</summary>
    public const string LoopbackName = "fhir-gateway";

    /// <summary>The name.</summary>
    public string Name => address.IsSecure ? SecureName : LoopbackName;

    /// <summary>The id of the session that a request's cookie names; null where there is no cookie, or it can be none of ours. Whether there is such a session only the store knows.</summary>
    public string? ReadId(HttpRequest request) => SessionIdentity.IdOfSecret(request.Cookies[Name]);

    /// <summary>Gives a browser its session.</summary>
    public void Set(HttpResponse response, string secret) => response.Cookies.Append(Name, secret, Options());

    /// <summary>Takes it away.</summary>
    public void Delete(HttpResponse response) => response.Cookies.Delete(Name, Options());

    // Without an end: the browser forgets it when it is closed, and the store says when it ends.
    private CookieOptions Options() => new() { HttpOnly = true, Secure = address.IsSecure, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
