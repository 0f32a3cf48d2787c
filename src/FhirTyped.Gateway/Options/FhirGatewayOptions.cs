namespace FhirTyped.Gateway;

/// <summary>How a gateway serves: section <c>FhirGateway</c> of the configuration.</summary>
/// <remarks>They are checked when the host starts; what is wrong is an <see cref="Microsoft.Extensions.Options.OptionsValidationException"/> that names each place, and no secret.</remarks>
public sealed class FhirGatewayOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "FhirGateway";

    /// <summary>
    /// The address by which browsers reach the gateway, without a path: <c>https://gateway.example.org</c>. Logins come back to it, links in answers begin with it, and no other
    /// <c>Host</c> is served.
    /// </summary>
    /// <value>By default null: in development the address that the server listens on; elsewhere it is needed.</value>
    public Uri? PublicUrl { get; set; }

    /// <summary>The servers behind the gateway, by the name that stands in addresses: <c>epic</c>, or <c>mercy-epic</c>.</summary>
    public IDictionary<string, GatewayPlatformOptions> Platforms { get; } = new Dictionary<string, GatewayPlatformOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A folder with platform files (<c>*.platform.json</c>), which are read at the start and when they change; those built in may be extended or replaced by them.</summary>
    /// <value>By default null: those built in alone.</value>
    public string? PlatformFolder { get; set; }

    /// <summary>Who may ask, and how that is known.</summary>
    public GatewayCallerOptions Callers { get; } = new();

    /// <summary>The sessions of browsers.</summary>
    public GatewaySessionOptions Sessions { get; } = new();

    /// <summary>What callers may do.</summary>
    public GatewayPolicyOptions Policy { get; } = new();

    /// <summary>How much there may be.</summary>
    public GatewayLimitOptions Limits { get; } = new();

    /// <summary>What is written down of each call.</summary>
    public GatewayAuditOptions Audit { get; } = new();

    /// <summary>Further names by which the gateway may be addressed (<c>Host</c>), beside that of <see cref="PublicUrl"/>: those of a probe within the cluster, for example.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>The proxies before the gateway whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed, as networks: <c>10.0.0.0/8</c>.</summary>
    /// <value>By default empty: nobody's.</value>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(FhirGatewayOptions);
}
