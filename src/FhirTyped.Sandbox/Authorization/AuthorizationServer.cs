using System.Net;
using System.Text.Json.Nodes;

namespace FhirTyped.Sandbox;

/// <summary>The authorization server of a sandbox: which endpoint answers what. What is wrong with a request becomes an OAuth error.</summary>
internal sealed class AuthorizationServer
{
    private const string Endpoints = OAuthAddresses.BasePath + "/";

    private readonly TokenEndpoint _tokens;
    private readonly TokenStatusEndpoints _status;
    private readonly AuthorizationEndpoint _authorization;

    public AuthorizationServer(SandboxServer server, SandboxAuthorization options, OAuthAddresses addresses)
    {
        State = new AuthorizationState(server, options, addresses);
        _tokens = new TokenEndpoint(State);
        _status = new TokenStatusEndpoints(State);
        _authorization = new AuthorizationEndpoint(State);
    }

    public AuthorizationState State { get; }

    /// <summary>The endpoint that a path is the address of, for example <c>token</c>; empty where it is none.</summary>
    public static string EndpointOf(string path)
    {
        var name = path.StartsWith(Endpoints, StringComparison.Ordinal) ? path[Endpoints.Length..] : "";
        return name is "authorize" or "approve" or "token" or "revoke" or "introspect" or "jwks" or ".well-known/openid-configuration" ? name : "";
    }

    /// <summary>The SMART configuration.</summary>
    public JsonObject Configuration() => SmartConfigurationDocument.Make(State.Addresses, State.Server.Judge);

    /// <summary>Answers a request to one of the endpoints.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="method">The HTTP method, in capitals.</param>
    /// <param name="query">What follows the question mark, still encoded.</param>
    /// <param name="contentType">The media type of the body, in lower case.</param>
    /// <param name="body">The body.</param>
    /// <param name="authorization">The header <c>Authorization</c>, or null.</param>
    public async Task<SandboxReply> AnswerAsync(
        string endpoint, string method, string query, string contentType, ReadOnlyMemory<byte> body, string? authorization)
    {
        var allowed = endpoint switch { "authorize" => "GET, POST", "jwks" or ".well-known/openid-configuration" => "GET", _ => "POST" };
        if (!allowed.Split(", ").Contains(method == "HEAD" ? "GET" : method, StringComparer.Ordinal))
        {
            return OAuthReplies.Json(new JsonObject { ["error"] = OAuthException.InvalidRequest }, HttpStatusCode.MethodNotAllowed) with { Allow = allowed };
        }

        try
        {
            var request = OAuthRequest.Read(method, query, contentType, body, authorization);
            return endpoint switch
            {
                "token" => await _tokens.AnswerAsync(request).ConfigureAwait(false),
                "revoke" => await _status.RevokeAsync(request).ConfigureAwait(false),
                "introspect" => await _status.IntrospectAsync(request).ConfigureAwait(false),
                "authorize" => _authorization.Authorize(request),
                "approve" => _authorization.Approve(request),
                "jwks" => OAuthReplies.Json(State.IdTokens.Keys()),
                _ => OAuthReplies.Json(Configuration()),
            };
        }
        catch (OAuthException exception) when (endpoint is "authorize" or "approve")
        {
            // Whoever is to be told, nobody knows where he is: the person who sits before the browser is told.
            return OAuthReplies.Page(HttpStatusCode.BadRequest, AuthorizationPage.Error(exception.Message));
        }
        catch (OAuthException exception)
        {
            return OAuthReplies.Of(exception, isBasic: exception.Error == OAuthException.InvalidClient && authorization is not null);
        }
    }
}
