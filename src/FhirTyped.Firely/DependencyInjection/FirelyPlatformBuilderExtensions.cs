using FhirTyped;
using FhirTyped.Firely;
using Hl7.Fhir.Rest;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Firely SDK's <c>FhirClient</c> for the servers of <c>AddFhirPlatform</c>.</summary>
public static class FirelyPlatformBuilderExtensions
{
    /// <summary>
    /// Registers a <see cref="FhirClient"/> for a server, over its guard, its token, its headers and the handlers of its HTTP client (<see cref="FirelyClient"/>):
    /// <c>services.AddFhirPlatform&lt;Epic&gt;(…).AddFirelyClient()</c>. Its key is the server's name; where it is the only one, it is there without a key as well.
    /// </summary>
    /// <remarks>Transient, since a <c>FhirClient</c> keeps its last result. Resolve it within a scope, which disposes it.</remarks>
    /// <param name="builder">The builder of the server's registration.</param>
    /// <param name="settings">Changes the settings of each client: its format is JSON, the rest is as the SDK has it.</param>
    /// <exception cref="InvalidOperationException">The server has one already.</exception>
    public static IFhirPlatformBuilder AddFirelyClient(this IFhirPlatformBuilder builder, Action<FhirClientSettings>? settings = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var registration = new FirelyClientRegistration(builder.PlatformName);
        if (builder.Services.Any(service => !service.IsKeyedService && registration.Equals(service.ImplementationInstance)))
        {
            throw new InvalidOperationException($"'{builder.PlatformName}' has a FhirClient already.");
        }

        // Clients are made anew, and what is known of pages outlives them.
        var pages = new KnownPages();
        builder.Services.AddSingleton(registration);
        builder.Services.AddKeyedTransient(builder.PlatformName, (provider, _) => FirelyClient.Create(
            builder.Platform,
            provider.GetRequiredService<IOptionsMonitor<FhirPlatformOptions>>().Get(builder.PlatformName),
            provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(builder.Name),
            pages,
            settings,
            provider.GetService<ILoggerFactory>()?.CreateLogger("FhirTyped.Firely")));
        builder.Services.TryAddTransient(static provider => OnlyOne(provider));
        return builder;
    }

    private static FhirClient OnlyOne(IServiceProvider provider)
    {
        // Any one of several would ask a server that nobody named.
        var names = provider.GetServices<FirelyClientRegistration>().Select(static one => one.Name).ToArray();
        return names is [var name]
            ? provider.GetRequiredKeyedService<FhirClient>(name)
            : throw new InvalidOperationException($"There are several servers with a FhirClient: ask for one by its name, [FromKeyedServices(\"{names[0]}\")]. Names: {string.Join(", ", names)}.");
    }
}
