namespace FhirTyped.Auth;

/// <summary>
/// What a FHIR server says of its authorization (https://hl7.org/fhir/smart-app-launch/conformance.html#metadata). Addresses are absolute and <c>https</c>; on loopback
/// they may be <c>http</c>.
/// </summary>
public sealed record SmartConfiguration
{
    /// <summary>Who said it.</summary>
    public required SmartConfigurationSource Source { get; init; }

    /// <summary>The token endpoint.</summary>
    public required Uri TokenEndpoint { get; init; }

    /// <summary>The authorization endpoint; null where users cannot log in, or nobody said where.</summary>
    public Uri? AuthorizationEndpoint { get; init; }

    /// <summary>The revocation endpoint (RFC 7009), or null.</summary>
    public Uri? RevocationEndpoint { get; init; }

    /// <summary>The introspection endpoint (RFC 7662), or null.</summary>
    public Uri? IntrospectionEndpoint { get; init; }

    /// <summary>Where the keys are by which an id_token is verified, or null.</summary>
    public Uri? JwksUri { get; init; }

    /// <summary>The issuer, by which an id_token and a callback (RFC 9207) say who they are from; letter by letter. Null where nobody said it.</summary>
    public string? Issuer { get; init; }

    /// <summary>The scopes that the server lists; empty where it lists none.</summary>
    public IReadOnlyList<string> ScopesSupported { get; init; } = [];

    /// <summary>The ways by which a client may prove who it is, for example <c>private_key_jwt</c>; empty where the server lists none.</summary>
    public IReadOnlyList<string> TokenEndpointAuthenticationMethods { get; init; } = [];

    /// <summary>The PKCE methods; empty where the server lists none.</summary>
    public IReadOnlyList<string> CodeChallengeMethods { get; init; } = [];

    /// <summary>What the server can do, for example <c>launch-standalone</c>; empty where it says nothing.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Whether each callback says who it is from (RFC 9207): one that does not is then refused.</summary>
    public bool IsIssuerInCallback { get; init; }
}
