using FhirTyped.Gateway;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps ASP.NET Core's Data Protection where the gateway keeps all else.</summary>
public static class FhirGatewayDataProtectionExtensions
{
    // All nodes have it, in whatever folder they are: by it their cookies are told from those of other programs.
    private const string ApplicationName = "FhirTyped.Gateway";

    /// <summary>
    /// Keeps the key ring of Data Protection in the gateway's store, sealed by its master key: for an application around the gateway that has cookies of its own, so that all nodes read them. The
    /// gateway itself needs none. By default ASP.NET Core keeps the ring in a folder of the node, or in Redis in clear.
    /// </summary>
    /// <param name="services">The services. A store and <c>AddFhirGateway</c> are registered besides.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddFhirGatewayDataProtection(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddDataProtection().SetApplicationName(ApplicationName);
        services.AddOptions<KeyManagementOptions>().Configure<IKeyRingStore, SecretSealer>(static (options, store, sealer) =>
            (options.XmlRepository, options.XmlEncryptor) = (new SealedKeyRing(store, sealer), new SealedXmlEncryptor(sealer)));
        return services;
    }
}
