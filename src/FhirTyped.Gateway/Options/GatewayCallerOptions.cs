namespace FhirTyped.Gateway;

/// <summary>Who may ask, and how that is known.</summary>
public sealed class GatewayCallerOptions
{
    /// <summary>
    /// Whether a browser that nobody has vouched for gets a session, in which a person can connect to platforms by logging in there. Its subject is the session itself.
    /// </summary>
    /// <value>By default null: in development alone.</value>
    public bool? AllowAnonymousSessions { get; set; }

    /// <summary>The hospital's own identity provider, whose access tokens are taken: its issuer. Its keys come from <c>{Authority}/.well-known/openid-configuration</c>.</summary>
    /// <value>By default null: none are.</value>
    public Uri? Authority { get; set; }

    /// <summary>What the tokens must be made out for (<c>aud</c>): the gateway. A token for anybody else is refused.</summary>
    /// <value>By default null: <see cref="FhirGatewayOptions.PublicUrl"/>.</value>
    public string? Audience { get; set; }

    /// <summary>How people log in at the gateway in their browsers, at <see cref="Authority"/>. <c>AddFhirGatewayProviderLogin</c> is registered besides.</summary>
    /// <value>By default null: they do not.</value>
    public GatewayProviderLoginOptions? Login { get; set; }

    /// <summary>The claim that says which patient a caller is bound to, where his scopes are <c>patient/</c> ones.</summary>
    /// <value>By default <c>patient</c>.</value>
    public string PatientClaim { get; set; } = "patient";

    /// <summary>The role (claim <c>roles</c> or <c>role</c>) of those who may stop people and platforms, and read the audit.</summary>
    /// <value>By default <c>fhir-gateway-admin</c>.</value>
    public string AdministratorRole { get; set; } = "fhir-gateway-admin";
}

/// <summary>The sessions of browsers.</summary>
public sealed class GatewaySessionOptions
{
    /// <summary>How long a session lives without a request.</summary>
    /// <value>By default an hour.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a session lives at most.</summary>
    /// <value>By default twelve hours.</value>
    public TimeSpan MaximumLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a node goes by what it has read of a session, where no word of a change reaches it.</summary>
    /// <value>By default five seconds.</value>
    public TimeSpan CacheTime { get; set; } = TimeSpan.FromSeconds(5);
}
