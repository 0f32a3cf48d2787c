using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>
/// Reads <c>oauth</c>, the addresses, <c>auth</c>, what clients must know beyond them, and <c>client</c>, what this application asks for.
/// </summary>
internal static class PlatformAuthorizationReader
{
    private static readonly string[] Fields =
        { "client_authentication", "code_challenge_methods", "scope_versions", "token_lifetime", "omits_audience" };

    private static readonly string[] ClientFields = { "authentication", "scopes" };

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

    /// <summary>What the application asks for, and where it says so.</summary>
    public static (ClientRegistration? Client, EquatableArray<TextPosition> Scopes, TextPosition Authentication) ReadClient(
        JsonValue root, PlatformFieldReader fields)
    {
        if (fields.Member(root, "client", JsonValueKind.Object) is not { } client)
        {
            return default;
        }

        fields.CheckFields(client, "client", ClientFields);
        var scopes = new List<string>();
        var positions = new List<TextPosition>();
        foreach (var item in fields.StringItems(client, "scopes"))
        {
            if (FindProblem(item.Text) is { } problem)
            {
                fields.Report(PlatformIssueIds.InvalidFile, problem, item.Position);
            }
            else
            {
                scopes.Add(item.Text);
                positions.Add(item.Position);
            }
        }

        var authentication = fields.Member(client, "authentication", JsonValueKind.String);
        return (
            new()
            {
                Scopes = new(scopes),
                Authentication = authentication is not null && IsOneOf(authentication, "authentication", AuthenticationMethods, fields) ? authentication.Text : "",
            },
            new(positions),
            (authentication ?? client).Position);
    }

    // One of clinical data has a form of its own; any other word may be a scope of the platform.
    private static string? FindProblem(string scope)
    {
        if (scope.Length == 0 || scope.IndexOfAny(PlatformFieldReader.WhiteSpace) >= 0)
        {
            return "'scopes' holds words: none is empty or has a space in it.";
        }

        if (SmartScope.Parse(scope) is not { } parsed)
        {
            return SmartScope.HasContext(scope) ? "'" + scope
                + "' is not a scope of SMART App Launch: write patient/Observation.read (v1), or letters of 'cruds' in their order, patient/Observation.rs (v2)." : null;
        }

        return parsed.ResourceType != "*" && !R4Definitions.IsResourceType(parsed.ResourceType)
            && NearestName.Find(parsed.ResourceType, R4Definitions.ResourceTypes) is { } nearest
            ? "'" + scope + "' names no resource type of FHIR R4; did you mean '" + nearest + "'?" : null;
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
            if (IsOneOf(item, name, known, fields))
            {
                values.Add(item.Text);
            }
        }

        return new(values);
    }

    private static bool IsOneOf(JsonValue item, string name, IReadOnlyCollection<string> known, PlatformFieldReader fields)
    {
        foreach (var word in known)
        {
            if (word == item.Text)
            {
                return true;
            }
        }

        var nearest = NearestName.Find(item.Text, known);
        fields.Report(PlatformIssueIds.InvalidFile, "'" + item.Text + "' is not known in '" + name + "': it holds " + string.Join(", ", known)
            + (nearest is null ? "." : "; did you mean '" + nearest + "'?"), item.Position);
        return false;
    }
}
