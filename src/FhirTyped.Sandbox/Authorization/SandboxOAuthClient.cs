namespace FhirTyped.Sandbox;

/// <summary>
/// A client that is registered with a sandbox. With a secret or with keys it is confidential; with neither it is public, and can only
/// launch apps.
/// </summary>
public sealed class SandboxOAuthClient
{
    /// <summary>Its <c>client_id</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The secret of <c>client_secret_basic</c> and <c>client_secret_post</c>.</summary>
    /// <value>The default is null: it has none.</value>
    public string? Secret { get; init; }

    /// <summary>The public keys of <c>private_key_jwt</c>: a JWKS (RFC 7517) as JSON, in which every key has a <c>kid</c>.</summary>
    /// <value>The default is null: it has none.</value>
    public string? PublicKeys { get; init; }

    /// <summary>The addresses to which an authorization may lead back; they are compared character by character.</summary>
    /// <value>The default is none.</value>
    public IList<string> RedirectUris { get; } = [];

    /// <summary>The scopes that it may be granted, separated by spaces. It is also what it gets where it asks for none.</summary>
    /// <value>The default is empty: whatever it asks for.</value>
    public string Scopes { get; init; } = "";
}
