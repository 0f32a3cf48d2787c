using System.Reflection;
using System.Runtime.CompilerServices;
using FhirTyped;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the emitted Refit clients of a platform.</summary>
public static class FhirRefitPlatformBuilderExtensions
{
    /// <summary>
    /// Registers all Refit interfaces of the platform over this server: they have its address, its token, its handlers and its options. Where the server has a name,
    /// they have it as their key, beside the platform's own client.
    /// </summary>
    /// <param name="builder">What <c>AddFhirPlatform</c> gave.</param>
    /// <param name="configure">Sets Refit's own settings; null takes them as they are.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">
    /// No interfaces of the platform are known: <c>[assembly: FhirRefitClients&lt;Epic&gt;]</c> is missing, or stands in an assembly that is not loaded yet. Then call
    /// <see cref="AddRefitClients(IFhirPlatformBuilder, Assembly, Action{FhirRefitSettings}?)"/>.
    /// </exception>
    public static IFhirPlatformBuilder AddRefitClients(this IFhirPlatformBuilder builder, Action<FhirRefitSettings>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var clients = FhirRefitRegistrations.Of(builder.Platform);
        if (clients.Count == 0)
        {
            throw new InvalidOperationException(
                $"No Refit clients of {builder.Platform.Name} are known. Write [assembly: FhirRefitClients<…>] into a project that references FhirTyped.Refit; where it stands "
                    + "in another assembly, name that: AddRefitClients(typeof(…).Assembly).");
        }

        foreach (var (api, create) in clients)
        {
            var name = builder.PlatformName;
            object Create(IServiceProvider provider) => create(NewContext(provider, builder, configure));
            builder.Services.AddKeyedTransient(api, name, (provider, _) => Create(provider));
            if (name == builder.Platform.Id)
            {
                builder.Services.TryAddTransient(api, Create);
            }
        }

        return builder;
    }

    /// <summary>Registers the Refit interfaces that stand in an assembly which may not be loaded yet.</summary>
    /// <param name="builder">What <c>AddFhirPlatform</c> gave.</param>
    /// <param name="assembly">The assembly: <c>typeof(IEpicPatientApi).Assembly</c>.</param>
    /// <param name="configure">Sets Refit's own settings; null takes them as they are.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">It has no interfaces of the platform.</exception>
    public static IFhirPlatformBuilder AddRefitClients(this IFhirPlatformBuilder builder, Assembly assembly, Action<FhirRefitSettings>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        return AddRefitClients(builder, configure);
    }

    private static FhirRefitContext NewContext(IServiceProvider provider, IFhirPlatformBuilder builder, Action<FhirRefitSettings>? configure)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<FhirPlatformOptions>>().Get(builder.PlatformName);
        var settings = new FhirRefitSettings { PlatformOptions = options };
        configure?.Invoke(settings);
        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(builder.Name);
        http.BaseAddress = FhirBaseUrl.Resolve(options, builder.Platform);
        return new(http, settings, builder.Platform, options, provider.GetService<ILoggerFactory>()?.CreateLogger("FhirTyped.Refit"));
    }
}
