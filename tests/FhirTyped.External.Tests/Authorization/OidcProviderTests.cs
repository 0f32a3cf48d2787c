using System.Text.Json;

namespace FhirTyped.External.Tests;

/// <summary>
/// The contract with oidc-provider 9, which knows OpenID Connect and not SMART. What it lacks the script adds: <c>.well-known/smart-configuration</c>, and the launch context beside the
/// token. It drops <c>offline_access</c> where <c>prompt=consent</c> is missing, which SMART does not send: refresh tokens are given by the kind of client. It reads no <c>aud</c>
/// and no <c>launch</c> parameter, so that they prove nothing here, and takes every scope that is listed as a plain word.
/// </summary>
public sealed class OidcProviderTests(OidcProviderTests.OidcProvider provider) : AuthorizationServerContractTests, IClassFixture<OidcProviderTests.OidcProvider>
{
    protected override Uri BaseUrl
    {
        get
        {
            Assert.SkipUnless(NodeServer.IsInstalled("oidc-provider"), NodeServer.MissingMessage);
            return new Uri(provider.Server!.Address, "fhir/");
        }
    }

    public sealed class OidcProvider : IAsyncLifetime
    {
        public NodeServer? Server { get; private set; }

        public async ValueTask InitializeAsync()
        {
            if (NodeServer.IsInstalled("oidc-provider"))
            {
                using var keys = JsonDocument.Parse(ContractClients.Jwks);
                var options = JsonSerializer.Serialize(new { redirectUri = ContractClients.RedirectUri.AbsoluteUri, keys = keys.RootElement });
                Server = await NodeServer.StartAsync("oidc-provider.mjs", options);
            }
        }

        public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? default;
    }
}
