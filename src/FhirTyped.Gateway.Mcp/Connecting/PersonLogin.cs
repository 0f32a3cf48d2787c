using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Sends a browser to log in at the gateway, and back.</summary>
internal static class PersonLogin
{
    /// <summary>Sends it.</summary>
    public static void Ask(HttpContext context, string back)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/login?return=" + Uri.EscapeDataString(back);
    }
}
