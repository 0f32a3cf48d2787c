using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>Reads <c>oauth</c>, the addresses, and <c>auth</c>, what clients must know beyond them.</summary>
internal static class PlatformAuthorizationReader
{
    private static readonly string[] Fields =
        { "client_authentication", "code_challenge_methods", "scope_versions", "token_lifetime", "omits_audience" };

    // RFC 7591 section 2, OpenID Connect Core section 9, RFC 8705 section 2.
    private static readonly string[] AuthenticationMethods =
    {
        "none", "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth",
    };

    private static readonly string[] ScopeVersions = { "v1", "v2" };

    public static PlatformOAuth? Read(JsonValue root, PlatformFieldReader fields)
    {
        var oauth = fields.Member(root, "oauth", JsonValueKind.Object);
        var auth = fields.Member(root, "auth", JsonValueKind.Object);
        if (oauth is null && auth is null)
        {
            return null;
        }

        var result = oauth is null ? new PlatformOAuth() : new PlatformOAuth
        {
            AuthorizeUrl = fields.Address(oauth, "authorize_url") ?? "",
            TokenUrl = fields.Address(oauth, "token_url") ?? "",
            RevokeUrl = fields.Address(oauth, "revoke_url") ?? "",
            ScopesSupported = fields.Words(oauth, "scopes_supported"),
            CodeChallengeMethods = fields.Words(oauth, "code_challenge_methods"),
            TokenEndpointAuthenticationMethods = fields.Words(oauth, "token_endpoint_auth_methods"),
        };
        return auth is null ? result : ReadAuth(auth, result, fields);
    }

    private static PlatformOAuth ReadAuth(JsonValue auth, PlatformOAuth oauth, PlatformFieldReader fields)
    {
        fields.CheckFields(auth, "auth", Fields);
        var methods = OneOf(auth, "client_authentication", AuthenticationMethods, fields);
        var challenges = fields.Words(auth, "code_challenge_methods");
        return oauth with
        {
            TokenEndpointAuthenticationMethods = methods.Count > 0 ? methods : oauth.TokenEndpointAuthenticationMethods,
            CodeChallengeMethods = challenges.Count > 0 ? challenges : oauth.CodeChallengeMethods,
            ScopeVersions = OneOf(auth, "scope_versions", ScopeVersions, fields),
            TokenLifetime = fields.Number(auth, "token_lifetime"),
            OmitsAudience = fields.Boolean(auth, "omits_audience"),
        };
    }

    private static EquatableArray<string> OneOf(JsonValue parent, string name, IReadOnlyCollection<string> known, PlatformFieldReader fields)
    {
        var values = new List<string>();
        foreach (var item in fields.StringItems(parent, name))
        {
            if (EqualsAny(item.Text, known))
            {
                values.Add(item.Text);
                continue;
            }

            var nearest = NearestName.Find(item.Text, known);
            fields.Report(PlatformIssueIds.InvalidFile, "'" + item.Text + "' is not known in '" + name + "': it holds " + string.Join(", ", known)
                + (nearest is null ? "." : "; did you mean '" + nearest + "'?"), item.Position);
        }

        return new(values);
    }

    private static bool EqualsAny(string text, IEnumerable<string> known)
    {
        foreach (var word in known)
        {
            if (word == text)
            {
                return true;
            }
        }

        return false;
    }
}
