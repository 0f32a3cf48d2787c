using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;

namespace FhirTyped.Gateway.Tests;

/// <summary>A server behind the gateway, with people who can log in there.</summary>
internal sealed class Hospital : IAsyncDisposable
{
    public const string Secret = "s3cret-of-the-client";

    private Hospital(string id, FhirSandbox sandbox, SandboxOAuthClient client) => (Id, Sandbox, Client) = (id, sandbox, client);

    public string Id { get; }

    public FhirSandbox Sandbox { get; }

    public SandboxOAuthClient Client { get; }

    /// <summary>How many requests for tokens came.</summary>
    public int TokenRequests => Sandbox.Requests.Count(static request => request.Interaction == "token");

    /// <summary>Changes how people log in.</summary>
    public Action<Auth.SmartLaunchOptions>? Configure { get; set; }

    public static async Task<Hospital> StartAsync(string id = "epic", TimeProvider? clock = null, SandboxLaunch? automatic = null)
    {
        var client = new SandboxOAuthClient { Id = "gateway", Secret = Secret };
        var sandbox = await FhirSandbox.StartAsync(BuiltInPlatforms.All.First(platform => platform.Id == id), new FhirSandboxOptions
        {
            Clock = clock ?? TimeProvider.System,
            Authorization = new SandboxAuthorization { Clients = { client }, AutomaticApproval = automatic },
        });
        await sandbox.LoadAsync(Person("p1"), Person("p2"));
        return new Hospital(id, sandbox, client);
    }

    public GatewayPlatformOptions NewOptions() => new()
    {
        BaseUrl = Sandbox.BaseUrl,
        Launch = new GatewayLaunchOptions
        {
            ClientId = Client.Id, ClientSecret = Secret, Configure = Configure,
            Scopes = { "launch", "launch/patient", "openid", "fhirUser", "offline_access", "patient/Patient.rs", "patient/Observation.rs" },
        },
    };

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();

    private static Patient Person(string id) => new() { Id = id, Name = { new HumanName { Family = "Muster", Given = { "Erika" } } } };
}
