using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>Registers the sealer and where its keys come from.</summary>
internal static class GatewayKeyServices
{
    /// <summary>Registers the sealer. Its keys come from the <see cref="IGatewayKeySource"/> that is registered, else from <see cref="GatewayKeyOptions"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="developmentKeyFile">Where this is development: the file of the key that is taken, and made, where the options have none. Null elsewhere.</param>
    public static IServiceCollection AddGatewayKeys(this IServiceCollection services, string? developmentKeyFile = null)
    {
        services.AddOptions<GatewayKeyOptions>();
        services.TryAddSingleton<IGatewayKeySource>(provider =>
            provider.GetRequiredService<IOptions<GatewayKeyOptions>>().Value is var options && options.Keys.Count == 0 && developmentKeyFile is not null
                ? new DevelopmentKey(developmentKeyFile)
                : new OptionsKeySource(options));
        services.TryAddSingleton(static _ => new SecretSealer());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GatewayKeyLoader>());
        return services;
    }

    private sealed class OptionsKeySource(GatewayKeyOptions options) : IGatewayKeySource
    {
        public ValueTask<IReadOnlyList<GatewayMasterKey>> GetKeysAsync(CancellationToken cancellationToken = default) => new(options.Read());
    }
}
