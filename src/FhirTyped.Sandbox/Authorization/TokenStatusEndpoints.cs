using System.Net;
using System.Text.Json.Nodes;

namespace FhirTyped.Sandbox;

/// <summary>Revocation (RFC 7009) and introspection (RFC 7662).</summary>
internal sealed class TokenStatusEndpoints(AuthorizationState state)
{
    /// <summary>
    /// Revokes a token: an access token alone, a refresh token with all that came of the same login. What is no token is revoked already.
    /// </summary>
    public async Task<SandboxReply> RevokeAsync(OAuthRequest request)
    {
        var client = await state.Authentication.AuthenticateAsync(request).ConfigureAwait(false);
        var token = request.Required("token");
        if (state.RefreshTokens.Find(token) is var (refreshed, _, _))
        {
            ThrowIfOther(client, refreshed);
            refreshed.Family.Revoke();
        }
        else if (state.AccessTokens.Find(token) is var (grant, _, _))
        {
            ThrowIfOther(client, grant);
            state.AccessTokens.Remove(token);
        }

        return new SandboxReply(HttpStatusCode.OK) { MustNotBeStored = true };
    }

    /// <summary>Says what a token permits. Of other clients' tokens only a confidential client is told: resource servers are registered as one.</summary>
    public async Task<SandboxReply> IntrospectAsync(OAuthRequest request)
    {
        var client = await state.Authentication.AuthenticateAsync(request).ConfigureAwait(false);
        var token = request.Required("token");
        var found = state.FindAccess(token);
        if (found is null && state.RefreshTokens.Find(token) is var (refreshed, ends, isUsed) && !isUsed && !refreshed.Family.IsRevoked)
        {
            found = (refreshed, ends);
        }

        return OAuthReplies.Json(found is var (grant, end) && (grant.ClientId == client.Id || !state.Registry.IsPublic(client))
            ? Describe(grant, end)
            : new JsonObject { ["active"] = false });
    }

    private JsonObject Describe(Grant grant, DateTimeOffset ends)
    {
        var answer = new JsonObject
        {
            ["active"] = true,
            ["scope"] = grant.Scope,
            ["client_id"] = grant.ClientId,
            ["exp"] = ends.ToUnixTimeSeconds(),
            ["iss"] = state.Addresses.Issuer,
            ["sub"] = IdTokens.SubjectOf(grant),
            ["token_type"] = "Bearer",
        };
        if (grant.Launch.PatientId is { } patient)
        {
            answer["patient"] = patient;
        }

        if (grant.Launch.EncounterId is { } encounter)
        {
            answer["encounter"] = encounter;
        }

        if (grant.Has("fhirUser") && grant.User is { } user)
        {
            answer["fhirUser"] = state.Server.BaseUrl + user;
        }

        return answer;
    }

    private static void ThrowIfOther(SandboxOAuthClient client, Grant grant)
    {
        if (grant.ClientId != client.Id)
        {
            throw new OAuthException(OAuthException.InvalidRequest, "The token was issued to another client.");
        }
    }
}
