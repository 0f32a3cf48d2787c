using FhirTyped;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Guards HTTP clients that are not made by <c>AddFhirPlatform</c>.</summary>
public static class FhirGuardHttpClientBuilderExtensions
{
    /// <summary>
    /// Adds a <see cref="FhirGuardHandler"/>: what the platform does not support is not sent, and searches whose answers are about something else throw. All
    /// handlers of this HTTP client share what they know of further pages. Call it before other handlers are added, so that it stands nearest to the caller.
    /// </summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="builder">The builder of the HTTP client.</param>
    /// <param name="configure">
    /// Sets the options: the base address, and what is refused and checked. Without it the options of the platform's one server are used, where there is one.
    /// </param>
    public static IHttpClientBuilder AddFhirGuard<TPlatform>(this IHttpClientBuilder builder, Action<FhirPlatformOptions>? configure = null)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        ArgumentNullException.ThrowIfNull(builder);

        // Handlers are made anew every few minutes: what is known of pages outlives them.
        var pages = new KnownPages();
        return builder.AddHttpMessageHandler(provider =>
        {
            var options = configure is null
                ? provider.GetRequiredService<IOptionsMonitor<FhirPlatformOptions>>().Get(TPlatform.Descriptor.Id)
                : new FhirPlatformOptions();
            configure?.Invoke(options);
            return new FhirGuardHandler(
                TPlatform.Descriptor, options, provider.GetService<ILoggerFactory>()?.CreateLogger("FhirTyped." + typeof(TPlatform).Name), pages);
        });
    }
}
