using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Pages that a person reads before he agrees to what an agent wants. No script, no style, nothing from elsewhere.</summary>
internal static class PersonPages
{
    private const string ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /// <summary>Writes a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="title">The title.</param>
    /// <param name="body">What follows the heading, as HTML.</param>
    public static Task WriteAsync(HttpContext context, int status, string title, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        return context.Response.WriteAsync(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>" + Encode(title)
            + "</title></head><body><main><h1>" + Encode(title) + "</h1>" + body + "</main></body></html>",
            context.RequestAborted);
    }

    /// <summary>Writes a page that only says something.</summary>
    public static Task SayAsync(HttpContext context, int status, string title, string text) => WriteAsync(context, status, title, "<p>" + Encode(text) + "</p>");

    /// <summary>The agent, as the person is told of it: by what was verified first, and then by its own word.</summary>
    public static string AgentOf(string clientId, string? agent) => "<strong>" + Encode(clientId) + "</strong>" + (agent is null ? "" : " (which calls itself “" + Encode(agent) + "”)");

    /// <summary>Text as HTML. What cannot be seen is made visible.</summary>
    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
