using FhirTyped;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers platform clients.</summary>
public static class FhirPlatformServiceCollectionExtensions
{
    /// <summary>
    /// Registers a platform: its client (<typeparamref name="TPlatform"/>, and <see cref="IFhirPlatformClient"/> keyed by the
    /// platform's id) and its <see cref="PlatformDescriptor"/>. Its HTTP client does not follow redirects, so that no token and
    /// no identifier goes to another server.
    /// </summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the platform's HTTP client, for handlers and timeouts.</returns>
    public static IHttpClientBuilder AddFhirPlatform<TPlatform>(
        this IServiceCollection services, Action<FhirPlatformOptions>? configure = null)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        ArgumentNullException.ThrowIfNull(services);
        var descriptor = TPlatform.Descriptor;
        var name = "fhir:" + descriptor.Id;
        var options = services.AddOptions<FhirPlatformOptions>(name);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.AddSingleton(descriptor);
        services.AddTransient(provider => TPlatform.Create(new FhirPlatformContext(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(name),
            provider.GetRequiredService<IOptionsMonitor<FhirPlatformOptions>>().Get(name),
            provider.GetService<ILoggerFactory>()?.CreateLogger("FhirTyped." + typeof(TPlatform).Name))));
        services.AddKeyedTransient<IFhirPlatformClient>(descriptor.Id, static (provider, _) => provider.GetRequiredService<TPlatform>());
        return services.AddHttpClient(name)
            // The options' own limit counts: this one ends with the headers of an answer.
            .ConfigureHttpClient(static http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(FhirHttp.NewHandler)
            // Addresses hold search values: the factory's own loggers would write them down.
            .RemoveAllLoggers();
    }

    /// <summary>
    /// Registers <see cref="FhirPlatforms{TPlatforms}"/>, the clients of several platforms by their ids. Each platform is
    /// registered by itself, with <see cref="AddFhirPlatform"/>.
    /// </summary>
    /// <typeparam name="TPlatforms">The class with <see cref="FhirPlatformsAttribute"/>.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The services. Resolving fails with <see cref="InvalidOperationException"/> where one of the platforms is not registered.</returns>
    public static IServiceCollection AddFhirPlatforms<TPlatforms>(this IServiceCollection services)
        where TPlatforms : FhirPlatformsClient, IFhirPlatforms<TPlatforms>
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddTransient(static provider => new FhirPlatforms<TPlatforms>(TPlatforms.Platforms.Select(
            platform => provider.GetKeyedService<IFhirPlatformClient>(platform.Id) as FhirPlatformClient
                ?? throw new InvalidOperationException(
                    $"{typeof(TPlatforms).Name} needs {platform.Name} ('{platform.Id}'), which is not registered: call AddFhirPlatform for it."))));
    }
}
