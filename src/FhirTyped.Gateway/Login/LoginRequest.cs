using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>Reads requests around logins.</summary>
internal static class LoginRequest
{
    /// <summary>The platform of the address.</summary>
    /// <exception cref="LoginRefusedException">There is none, or nobody can log in there.</exception>
    public static GatewayPlatform PlatformOf(HttpContext context, GatewayPlatforms platforms, bool needsLogin = true) =>
        context.Request.RouteValues["platform"] is not string id || platforms.Find(id) is not { } platform
            ? throw new LoginRefusedException(StatusCodes.Status404NotFound, "unknown_platform", "There is no such platform at this gateway.")
            : needsLogin && !platform.HasLogin ? throw new LoginRefusedException(StatusCodes.Status404NotFound, "no_login", "Nobody can log in at this platform: no launch is configured for it.")
            : platform;

    /// <summary>A parameter; null where it is missing or empty.</summary>
    /// <exception cref="LoginRefusedException">It stands there twice.</exception>
    public static string? Single(HttpContext context, string name)
    {
        var values = context.Request.Query[name];
        return values.Count > 1 ? throw Invalid(name + " stands there twice.") : values is [{ Length: > 0 } value] ? value : null;
    }

    /// <summary>A request that cannot be read.</summary>
    public static LoginRefusedException Invalid(string message) => new(StatusCodes.Status400BadRequest, "invalid_request", message);
}
