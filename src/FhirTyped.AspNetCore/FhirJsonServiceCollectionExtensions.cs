using FhirTyped.AspNetCore;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;
using MvcJsonOptions = Microsoft.AspNetCore.Mvc.JsonOptions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers FHIR JSON with a server.</summary>
public static class FhirJsonServiceCollectionExtensions
{
    /// <summary>
    /// Lets minimal APIs and controllers take and return resources. Controllers need nothing else: they read and write resources as
    /// <c>application/fhir+json</c>, and a body that cannot be read is answered by 400 and an OperationOutcome. Of minimal APIs, endpoints or groups
    /// say so with <c>WithFhirJson()</c>; without it they take and return resources as plain JSON, without loss as well.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IServiceCollection AddFhirJson(this IServiceCollection services, Action<FhirJsonServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<FhirJsonServerOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton<FhirJsonMarker>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IConfigureOptions<HttpJsonOptions>, HttpJsonSetup>(),
            ServiceDescriptor.Singleton<IConfigureOptions<MvcJsonOptions>, MvcJsonSetup>(),
            ServiceDescriptor.Singleton<IConfigureOptions<MvcOptions>, MvcSetup>(),
        ]);
        return services;
    }
}
