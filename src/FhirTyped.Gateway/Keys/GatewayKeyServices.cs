using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>Registers the sealer and where its keys come from.</summary>
internal static class GatewayKeyServices
{
    /// <summary>
    /// Registers the sealer. Its keys come from the <see cref="IGatewayKeySource"/> that is registered, else from <see cref="GatewayKeyOptions"/>; in development, and there alone, one is
    /// made where there are none.
    /// </summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddGatewayKeys(this IServiceCollection services)
    {
        services.AddOptions<GatewayKeyOptions>();
        services.TryAddSingleton<IGatewayKeySource>(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<GatewayKeyOptions>>().Value;
            return options.Keys.Count > 0 || provider.GetService<IHostEnvironment>()?.IsDevelopment() != true ? new OptionsKeySource(options)
                : options.DevelopmentKeyFile is { } file ? new DevelopmentKey(file)
                : new ProcessKey();
        });
        services.TryAddSingleton(static _ => new SecretSealer());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GatewayKeyLoader>());
        return services;
    }

    private sealed class OptionsKeySource(GatewayKeyOptions options) : IGatewayKeySource
    {
        public ValueTask<IReadOnlyList<GatewayMasterKey>> GetKeysAsync(CancellationToken cancellationToken = default) => new(options.Read());
    }

    private sealed class ProcessKey : IGatewayKeySource
    {
        public ValueTask<IReadOnlyList<GatewayMasterKey>> GetKeysAsync(CancellationToken cancellationToken = default) =>
            new([new GatewayMasterKey("process", RandomNumberGenerator.GetBytes(GatewayMasterKey.KeyLength), true)]);
    }
}
