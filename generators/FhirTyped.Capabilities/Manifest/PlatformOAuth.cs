namespace FhirTyped.Capabilities;

/// <summary>How a platform authorizes clients (SMART App Launch); what is not known is empty.</summary>
public sealed record PlatformOAuth
{
    /// <summary>The authorization endpoint.</summary>
    public string AuthorizeUrl { get; init; } = "";

    /// <summary>The token endpoint.</summary>
    public string TokenUrl { get; init; } = "";

    /// <summary>The revocation endpoint.</summary>
    public string RevokeUrl { get; init; } = "";

    /// <summary>The scopes that the platform lists.</summary>
    public EquatableArray<string> ScopesSupported { get; init; }

    /// <summary>The PKCE methods, for example <c>S256</c>.</summary>
    public EquatableArray<string> CodeChallengeMethods { get; init; }

    /// <summary>The client authentication kinds of the token endpoint, for example <c>private_key_jwt</c>.</summary>
    public EquatableArray<string> TokenEndpointAuthenticationMethods { get; init; }

    /// <summary>The scope syntaxes of SMART App Launch that the platform takes: <c>v1</c>, <c>v2</c>.</summary>
    public EquatableArray<string> ScopeVersions { get; init; }

    /// <summary>How long an access token lives, in seconds; 0 is unknown.</summary>
    public int TokenLifetime { get; init; }

    /// <summary>The platform refuses the <c>aud</c> parameter that SMART App Launch asks clients to send.</summary>
    public bool OmitsAudience { get; init; }
}
