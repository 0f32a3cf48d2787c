using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Where agents get their tokens (RFC 9728, https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization).</summary>
internal sealed class ProtectedResource(GatewayAddress address, IOptions<FhirGatewayMcpOptions> options, IOptions<FhirGatewayOptions> gateway)
{
    /// <summary>The path of the tools.</summary>
    public const string Path = "/mcp";

    /// <summary>The path of the document: RFC 9728, section 3.1, puts the resource's path behind it.</summary>
    public const string MetadataPath = "/.well-known/oauth-protected-resource";

    /// <summary>For whom tokens must be made out.</summary>
    public string Audience => options.Value.Audience is { Length: > 0 } audience ? audience : address.At(Path).AbsoluteUri;

    /// <summary>All scopes that there are: a client that asks again asks for all of them at once.</summary>
    public string Scopes => options.Value.ReadScope + " " + options.Value.WriteScope;

    /// <summary>The challenge (RFC 6750, section 3) of a request that is refused.</summary>
    /// <param name="error">The error; null where there was no token.</param>
    public string Challenge(string? error) =>
        "Bearer " + (error is null ? "" : "error=\"" + error + "\", ") + "resource_metadata=\"" + address.At(MetadataPath + Path).AbsoluteUri + "\", scope=\"" + Scopes + "\"";

    /// <summary>Answers with the document.</summary>
    public Task WriteAsync(HttpContext context) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WriteString("resource", Audience);
        json.WriteStartArray("authorization_servers");
        if (gateway.Value.Callers.Authority is { } authority)
        {
            json.WriteStringValue(authority.AbsoluteUri.TrimEnd('/'));
        }

        json.WriteEndArray();
        json.WriteStartArray("scopes_supported");
        json.WriteStringValue(options.Value.ReadScope);
        json.WriteStringValue(options.Value.WriteScope);
        json.WriteEndArray();
        json.WriteStartArray("bearer_methods_supported");
        json.WriteStringValue("header");
        json.WriteEndArray();
        json.WriteString("resource_name", "FhirTyped.Gateway");
    });
}
