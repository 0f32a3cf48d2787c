namespace FhirTyped.Auth;

/// <summary>One client at the authorization servers of one platform: finds their endpoints, and sends to them.</summary>
internal sealed class AuthorizationServerClient
{
    private readonly AuthorizationClientOptions _options;
    private readonly SmartDiscovery _discovery;

    public AuthorizationServerClient(AuthorizationClientOptions options, ClientAuthentication authentication, PlatformDescriptor platform)
    {
        _options = options;
        Http = AuthorizationHttp.For(options);
        Tokens = new TokenClient(Http, authentication, options.TimeProvider);
        _discovery = new SmartDiscovery(platform, Http, options.Timeout, options.TimeProvider);
    }

    /// <summary>HTTP to the servers.</summary>
    public AuthorizationHttp Http { get; }

    /// <summary>Requests to the servers.</summary>
    public TokenClient Tokens { get; }

    /// <summary>What a FHIR server says of its authorization.</summary>
    /// <exception cref="FhirTokenException">It could not be had.</exception>
    public Task<(SmartConfiguration Configuration, AddressRange ServerRange)> DiscoverAsync(Uri baseUrl, CancellationToken cancellationToken) =>
        _discovery.GetAsync(baseUrl, cancellationToken);

    /// <summary>The token endpoint for a FHIR server, and the issuer where it is known.</summary>
    /// <param name="baseUrl">The FHIR server.</param>
    /// <param name="needsIssuer">Whether the issuer is needed, so that the server is asked even where the endpoint was configured.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<(AuthorizationEndpoint Endpoint, string? Issuer)> TokenEndpointAsync(Uri baseUrl, bool needsIssuer, CancellationToken cancellationToken)
    {
        if (_options.TokenEndpoint is { } configured && !needsIssuer)
        {
            return (new(configured), null);
        }

        var (configuration, range) = await DiscoverAsync(baseUrl, cancellationToken).ConfigureAwait(false);
        return (_options.TokenEndpoint is { } address ? new(address) : new(configuration.TokenEndpoint, range), configuration.Issuer);
    }
}
