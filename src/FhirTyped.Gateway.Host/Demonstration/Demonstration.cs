using FhirTyped.Platforms;
using FhirTyped.Sandbox;

namespace FhirTyped.Gateway.Host;

/// <summary>Sandboxes of three platforms, with patients who do not exist, for whoever has no server at hand. They end with the program.</summary>
internal sealed class Demonstration : IAsyncDisposable
{
    /// <summary>A patient whom all of them have.</summary>
    public const string PatientId = "erika";

    private const string ClientId = "fhir-gateway";
    private const string ClientSecret = "a-secret-of-the-sandbox-alone";
    private const string Scopes = "launch/patient openid fhirUser offline_access patient/*.read";

    private readonly List<(string Id, FhirSandbox Sandbox)> _sandboxes = [];

    /// <summary>What runs: the name, and the server's own address.</summary>
    public IReadOnlyList<(string Id, Uri BaseUrl)> Platforms => [.. _sandboxes.Select(static one => (one.Id, one.Sandbox.BaseUrl))];

    /// <summary>Starts them.</summary>
    /// <param name="gateway">The gateway's address, to which logins come back.</param>
    public async Task StartAsync(Uri gateway)
    {
        await StartAsync<Epic>("epic", gateway, needsLogin: true);
        await StartAsync<OracleHealth>("oracle-health", gateway, needsLogin: true);
        await StartAsync<Hapi>("hapi", gateway, needsLogin: false);
    }

    /// <summary>Puts them behind the gateway.</summary>
    public void Configure(FhirGatewayOptions options)
    {
        foreach (var (id, sandbox) in _sandboxes)
        {
            var platform = new GatewayPlatformOptions { Platform = sandbox.Platform.Id, BaseUrl = sandbox.BaseUrl };
            if (id == "hapi")
            {
                (platform.IsOpen, platform.AllowAnonymous) = (true, true);
            }
            else
            {
                platform.Launch = new GatewayLaunchOptions { ClientId = ClientId, ClientSecret = ClientSecret };
                foreach (var scope in Scopes.Split(' '))
                {
                    platform.Launch.Scopes.Add(scope);
                }
            }

            options.Platforms[id] = platform;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var (_, sandbox) in _sandboxes)
        {
            await sandbox.DisposeAsync();
        }
    }

    private async Task StartAsync<TPlatform>(string id, Uri gateway, bool needsLogin)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        var options = new FhirSandboxOptions();
        if (needsLogin)
        {
            options.Authorization = new SandboxAuthorization
            {
                Clients = { new SandboxOAuthClient { Id = ClientId, Secret = ClientSecret, Scopes = Scopes, RedirectUris = { new Uri(gateway, "/oauth/callback").AbsoluteUri } } },
            };
        }

        var sandbox = await FhirSandbox.StartAsync<TPlatform>(options);
        _sandboxes.Add((id, sandbox));
        await sandbox.LoadAsync(SyntheticPatients.All());
    }
}
