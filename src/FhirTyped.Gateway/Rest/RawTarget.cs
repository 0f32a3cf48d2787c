using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FhirTyped.Gateway;

/// <summary>The target of a request as it came: ASP.NET Core decodes paths, and what was decoded cannot be sent on as it came.</summary>
internal static class RawTarget
{
    /// <summary>Path and query, to the byte.</summary>
    public static string Of(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

        // A server without such a thing, as that of tests, gives none.
        return target.Length > 0 ? target : context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
    }

    /// <summary>What follows <c>/api/fhir/{platform}</c> and its slash; null where the target is written in another way.</summary>
    public static string? BelowPlatform(HttpContext context, string platform)
    {
        var target = Of(context);
        var prefix = "/api/fhir/" + platform;
        if (!target.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = target.AsSpan(prefix.Length);
        return rest.Length == 0 ? ""
            : rest[0] == '/' ? rest[1..].ToString()
            : rest[0] == '?' ? rest.ToString()
            : null;
    }
}
