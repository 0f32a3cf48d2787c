using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway;

/// <summary>Registers Data Protection, which seals cookies, with its key ring in the gateway's store.</summary>
internal static class GatewayDataProtectionServices
{
    // All nodes have it, in whatever folder they are: by it their cookies are told from those of other programs.
    private const string ApplicationName = "FhirTyped.Gateway";

    /// <summary>Registers it. A store and the master keys are registered besides.</summary>
    public static IServiceCollection AddGatewayDataProtection(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName(ApplicationName);
        services.AddOptions<KeyManagementOptions>().Configure<IKeyRingStore, SecretSealer>(static (options, store, sealer) =>
            (options.XmlRepository, options.XmlEncryptor) = (new SealedKeyRing(store, sealer), new SealedXmlEncryptor(sealer)));
        return services;
    }
}
