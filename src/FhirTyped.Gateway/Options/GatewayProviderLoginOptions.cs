namespace FhirTyped.Gateway;

/// <summary>How people log in at the gateway itself, in their browsers: at the identity provider of <see cref="GatewayCallerOptions.Authority"/>.</summary>
public sealed class GatewayProviderLoginOptions
{
    /// <summary>The gateway's client id there. Its redirect address there is <c>{PublicUrl}/login/callback</c>.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client's secret, or null: <see cref="ClientSecretFile"/>, or a public client (PKCE is used in any case).</summary>
    public string? ClientSecret { get; set; }

    /// <summary>A file with the client's secret, or null.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>The scopes that are asked for.</summary>
    /// <value>By default <c>openid</c> alone: who it is, and nothing more.</value>
    public IList<string> Scopes { get; } = [];

    /// <summary>The client id, without the secret.</summary>
    public override string ToString() => nameof(GatewayProviderLoginOptions) + " " + ClientId;
}
