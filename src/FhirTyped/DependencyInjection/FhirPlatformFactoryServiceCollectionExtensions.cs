using FhirTyped;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the factory of clients of servers that are only known while the program runs.</summary>
public static class FhirPlatformFactoryServiceCollectionExtensions
{
    /// <summary>Registers <see cref="IFhirPlatformFactory"/>. <c>AddFhirPlatform</c> does it as well; calling it again changes nothing.</summary>
    /// <param name="services">The services.</param>
    /// <returns>
    /// The builder of the HTTP client that all of the factory's clients share, called <see cref="FhirPlatformOptions.HttpClientNamePrefix"/>: it takes handlers. What one tenant
    /// needs and another must not have belongs into the options, not into a handler.
    /// </returns>
    public static IHttpClientBuilder AddFhirPlatformFactory(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var http = services.AddHttpClient(FhirPlatformFactory.HttpClientName);
        if (services.Any(static service => service.ServiceType == typeof(FhirFactoryConnections)))
        {
            return http;
        }

        services.AddSingleton<FhirFactoryConnections>();
        services.TryAddSingleton<IFhirPlatformFactory, FhirPlatformFactory>();
        return http
            .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static provider => provider.GetRequiredService<FhirFactoryConnections>().Handler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }
}
