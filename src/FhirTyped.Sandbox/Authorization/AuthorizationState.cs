using FhirTyped.Capabilities;

namespace FhirTyped.Sandbox;

/// <summary>What the endpoints of the authorization server share: who is registered, and what was given out.</summary>
internal sealed class AuthorizationState
{
    private static readonly TimeSpan BackendLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AppLifetime = TimeSpan.FromHours(1);

    private readonly SandboxServer _server;

    public AuthorizationState(SandboxServer server, SandboxAuthorization options, OAuthAddresses addresses)
    {
        (_server, Options, Addresses) = (server, options, addresses);
        var clock = server.Options.Clock;
        Registry = new ClientRegistry(options.Clients);
        Authentication = new ClientAuthentication(Registry, new ClientAssertions(Registry, addresses, clock), server.Judge);
        Scopes = new ScopeNegotiation(server.Platform.Manifest.OAuth, server.Matcher);
        IdTokens = new IdTokens(addresses, server.BaseUrl, clock);
        (Launches, Codes, AccessTokens, RefreshTokens) = (new(clock), new(clock), new(clock), new(clock));
    }

    public SandboxAuthorization Options { get; }

    public OAuthAddresses Addresses { get; }

    public ClientRegistry Registry { get; }

    public ClientAuthentication Authentication { get; }

    public ScopeNegotiation Scopes { get; }

    public IdTokens IdTokens { get; }

    public SandboxServer Server => _server;

    public PlatformOAuth Platform => _server.Platform.Manifest.OAuth;

    /// <summary>EHR launches, by the parameter <c>launch</c>.</summary>
    public TokenStore<SandboxLaunch> Launches { get; }

    public TokenStore<AuthorizationCode> Codes { get; }

    public TokenStore<Grant> AccessTokens { get; }

    public TokenStore<Grant> RefreshTokens { get; }

    /// <summary>What scopes permit in a context.</summary>
    public Grant MakeGrant(string clientId, string scope, SandboxLaunch launch, TokenFamily family)
    {
        var record = launch.PatientId is { } patient ? new PatientRecord(patient, _server.Matcher, _server.BaseUrl) : null;
        var access = new Access(ScopeNegotiation.ClinicalOf(scope), record, _server.Matcher, string.Join('\n', clientId, launch.PatientId, scope));
        return new Grant(clientId, scope, launch, access, family);
    }

    /// <summary>The grant of an access token; null where it is none, has ended or was revoked.</summary>
    public (Grant Grant, DateTimeOffset Ends)? FindAccess(string token) =>
        AccessTokens.Find(token) is var (grant, ends, _) && !grant.Family.IsRevoked ? (grant, ends) : null;

    /// <summary>How long an access token lives.</summary>
    public TimeSpan LifetimeFor(bool isBackend) => Options.AccessTokenLifetime
        ?? (Platform.TokenLifetime > 0 ? TimeSpan.FromSeconds(Platform.TokenLifetime) : isBackend ? BackendLifetime : AppLifetime);
}
