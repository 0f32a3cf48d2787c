using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Sandbox;

/// <summary>The token endpoint (RFC 6749, section 3.2): codes, refresh tokens and client credentials become access tokens.</summary>
internal sealed class TokenEndpoint(AuthorizationState state)
{
    public async Task<SandboxReply> AnswerAsync(OAuthRequest request)
    {
        var client = await state.Authentication.AuthenticateAsync(request).ConfigureAwait(false);
        return OAuthReplies.Json(request.Required("grant_type") switch
        {
            "client_credentials" => ForBackend(client, request),
            "authorization_code" => ForCode(client, request),
            "refresh_token" => Refresh(client, request),
            _ => throw new OAuthException("unsupported_grant_type", "The grant_type is none of authorization_code, refresh_token, client_credentials."),
        });
    }

    /// <summary>SMART Backend Services: https://hl7.org/fhir/smart-app-launch/backend-services.html. There is no refresh token.</summary>
    private JsonObject ForBackend(SandboxOAuthClient client, OAuthRequest request)
    {
        if (state.Registry.IsPublic(client))
        {
            throw new OAuthException("unauthorized_client", "A public client cannot be a backend service.");
        }

        var scope = state.Scopes.Grant(client, request["scope"], isBackend: true);
        return Issue(state.MakeGrant(client.Id, scope, new SandboxLaunch(), new TokenFamily()), isBackend: true);
    }

    private JsonObject ForCode(SandboxOAuthClient client, OAuthRequest request)
    {
        var code = request.Required("code");
        if (state.Codes.Find(code) is not var (approved, _, _) || approved.Grant.ClientId != client.Id)
        {
            throw new OAuthException(OAuthException.InvalidGrant, "The code is none of this client's, or has expired.");
        }

        if (!state.Codes.TryUse(code))
        {
            // Somebody has it who should not: what came of it ends (RFC 6749, section 4.1.2).
            approved.Grant.Family.Revoke();
            throw new OAuthException(OAuthException.InvalidGrant, "The code was used before.");
        }

        if (request["redirect_uri"] != approved.RedirectUri)
        {
            throw new OAuthException(OAuthException.InvalidGrant, "The redirect_uri is not that of the authorization request.");
        }

        // S256 (RFC 7636, section 4.6).
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(request.Required("code_verifier"))));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(challenge), Encoding.ASCII.GetBytes(approved.Challenge))
            ? WithContext(Issue(approved.Grant, isBackend: false), approved.Grant)
            : throw new OAuthException(OAuthException.InvalidGrant, "The code_verifier does not fit the code_challenge.");
    }

    /// <summary>Each refresh token can be used once, and gives the next one.</summary>
    private JsonObject Refresh(SandboxOAuthClient client, OAuthRequest request)
    {
        var token = request.Required("refresh_token");
        if (state.RefreshTokens.Find(token) is not var (grant, _, _) || grant.ClientId != client.Id || grant.Family.IsRevoked)
        {
            throw new OAuthException(OAuthException.InvalidGrant, "The refresh token is none of this client's, has expired, or was revoked.");
        }

        // What is wrong with the request is said before the token is used up.
        var scope = ScopeNegotiation.Narrow(grant.Scope, request["scope"]);
        if (!state.RefreshTokens.TryUse(token))
        {
            grant.Family.Revoke();
            throw new OAuthException(OAuthException.InvalidGrant, "The refresh token was used before: all tokens of this login are revoked.");
        }

        var answer = Issue(scope == grant.Scope ? grant : state.MakeGrant(client.Id, scope, grant.Launch, grant.Family), isBackend: false, refreshed: grant);
        return WithContext(answer, grant);
    }

    private JsonObject Issue(Grant grant, bool isBackend, Grant? refreshed = null)
    {
        var lifetime = state.LifetimeFor(isBackend);
        var answer = new JsonObject
        {
            ["access_token"] = state.AccessTokens.Issue(grant, lifetime),
            ["token_type"] = "Bearer",
            ["expires_in"] = (long)lifetime.TotalSeconds,
            ["scope"] = grant.Scope,
        };

        // The next refresh token stands for all that was granted, however little this answer asked for (RFC 6749, section 6).
        var whole = refreshed ?? grant;
        if (!isBackend && (whole.Has("offline_access") || whole.Has("online_access")))
        {
            answer["refresh_token"] = state.RefreshTokens.Issue(whole, state.Options.RefreshTokenLifetime);
        }

        if (!isBackend && refreshed is null && grant.Has("openid"))
        {
            answer["id_token"] = state.IdTokens.Make(grant);
        }

        return answer;
    }

    /// <summary>The launch context: https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#launch-context-arrives-with-your-access_token.</summary>
    private static JsonObject WithContext(JsonObject answer, Grant grant)
    {
        Add("patient", grant.Launch.PatientId);
        Add("encounter", grant.Launch.EncounterId);
        Add("intent", grant.Launch.Intent);
        if (grant.Launch.PatientId is not null)
        {
            answer["need_patient_banner"] = grant.Launch.NeedsPatientBanner;
        }

        return answer;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                answer[name] = value;
            }
        }
    }
}
