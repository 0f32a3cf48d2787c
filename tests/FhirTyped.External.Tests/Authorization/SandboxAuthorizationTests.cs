using FhirTyped.Capabilities;
using FhirTyped.Sandbox;

namespace FhirTyped.External.Tests;

/// <summary>
/// The same contract with the sandbox: what FhirTyped.Auth and its tests take from a server that others wrote, they get from ours. It needs no Node.
/// </summary>
public sealed class SandboxAuthorizationTests(SandboxAuthorizationTests.Server server) : AuthorizationServerContractTests, IClassFixture<SandboxAuthorizationTests.Server>
{
    protected override Uri BaseUrl => server.Sandbox!.BaseUrl;

    public sealed class Server : IAsyncLifetime
    {
        private static readonly PlatformDescriptor Platform = new(new PlatformManifest { Id = "contract", ClassName = "Contract", Name = "Contract" });

        public FhirSandbox? Sandbox { get; private set; }

        public async ValueTask InitializeAsync()
        {
            var authorization = new SandboxAuthorization { AutomaticApproval = new SandboxLaunch { PatientId = "p1", User = "Practitioner/user1" } };
            foreach (var id in new[] { ContractClients.BackendRs384, ContractClients.BackendEs384 })
            {
                authorization.Clients.Add(new SandboxOAuthClient { Id = id, PublicKeys = KeysOf(id) });
            }

            foreach (var id in new[] { ContractClients.MachineBasic, ContractClients.MachinePost })
            {
                authorization.Clients.Add(new SandboxOAuthClient { Id = id, Secret = ContractClients.Secret });
            }

            authorization.Clients.Add(App(ContractClients.AppPublic, null, null));
            authorization.Clients.Add(App(ContractClients.AppSecret, ContractClients.Secret, null));
            authorization.Clients.Add(App(ContractClients.AppKey, null, KeysOf(ContractClients.AppKey)));
            Sandbox = await FhirSandbox.StartAsync(Platform, new FhirSandboxOptions { Authorization = authorization });
        }

        public ValueTask DisposeAsync() => Sandbox?.DisposeAsync() ?? default;

        private static string KeysOf(string client) => FhirTyped.Auth.SmartSigningKey.ToPublicJwks(client == ContractClients.BackendRs384 ? ContractClients.Rs384 : ContractClients.Es384);

        private static SandboxOAuthClient App(string id, string? secret, string? keys) => new()
        {
            Id = id,
            Secret = secret,
            PublicKeys = keys,
            RedirectUris = { ContractClients.RedirectUri.AbsoluteUri },
        };
    }
}
