using FhirTyped.TestKit;

namespace FhirTyped.Gateway.Tests;

internal static partial class Upstream
{
    /// <summary>A gateway before a server, to which any caller comes by a credential that all share.</summary>
    public static Task<RestGateway> GatewayAsync(RawServer server, string platform = "hapi", Action<FhirGatewayOptions>? configure = null, Action<FhirPlatformOptions>? client = null) => RestGateway.StartAsync(options =>
    {
        options.Platforms[platform] = new GatewayPlatformOptions
        {
            BaseUrl = new Uri(server.Address, "fhir/"),
            AllowAnonymous = true,
            Configure = one =>
            {
                one.Credential = FhirCredential.Token("the-gateways-own-token");
                one.Resilience.MaxRetryAttempts = 0;
                client?.Invoke(one);
            },
        };
        configure?.Invoke(options);
    });
}
