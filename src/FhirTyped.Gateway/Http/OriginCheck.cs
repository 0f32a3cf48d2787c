using System.Net;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>Whether a request that carries a cookie was meant by who sits before the browser, and not by a page of somebody else's.</summary>
internal static class OriginCheck
{
    /// <summary>Throws where a page of elsewhere sent it; or where it changes something by a cookie, and does not say from which page it comes.</summary>
    /// <exception cref="GatewayProblem">It may be forged: 403.</exception>
    public static void ThrowIfForged(HttpContext context, GatewayCaller caller, GatewayAddress address)
    {
        if (!IsOurs(context.Request, address, caller.IsByCookie && !IsSafe(context.Request.Method)))
        {
            throw new GatewayProblem(HttpStatusCode.Forbidden, "forbidden", "The request comes from a page of another origin, or changes something and does not say from which.", "origin");
        }
    }

    /// <summary>Whether a request comes from a page of ours, or from no page.</summary>
    /// <param name="request">The request.</param>
    /// <param name="address">The gateway's address.</param>
    /// <param name="mustSay">Whether it has to say from where it comes: by <c>Origin</c>, or by <c>X-Requested-With</c>, which no page of elsewhere can set.</param>
    public static bool IsOurs(HttpRequest request, GatewayAddress address, bool mustSay)
    {
        var origin = request.Headers.Origin;
        return origin.Count switch
        {
            0 => !mustSay || request.Headers.ContainsKey("X-Requested-With"),
            1 => origin[0] == address.Origin.GetLeftPart(UriPartial.Authority),
            _ => false,
        };
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
