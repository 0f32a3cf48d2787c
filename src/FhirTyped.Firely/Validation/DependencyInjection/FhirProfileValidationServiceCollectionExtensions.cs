using FhirTyped;
using FhirTyped.Firely;
using FhirTyped.Firely.Handlers;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers validation against profiles.</summary>
public static class FhirProfileValidationServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IFhirProfileValidator"/>, one for all. Nothing is read before it is used or warmed up (<see cref="IFhirProfileValidator.WarmUpAsync"/>).
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the packages and what else it knows.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddFhirProfileValidator(this IServiceCollection services, Action<FhirProfileValidatorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IFhirProfileValidator>(_ =>
        {
            var options = new FhirProfileValidatorOptions();
            configure?.Invoke(options);
            return new FhirProfileValidator(options);
        });
        return services;
    }

    /// <summary>
    /// Validates what a server's HTTP client writes, before it is sent, and, where asked, a share of what it reads. It needs <see cref="AddFhirProfileValidator"/>.
    /// Call it before other handlers are added, so that what they send again is not validated again.
    /// </summary>
    /// <typeparam name="TBuilder">The builder: that of <c>AddFhirPlatform</c>, or of any HTTP client.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets what is validated; without it, what is written.</param>
    /// <returns>The builder.</returns>
    public static TBuilder AddProfileValidation<TBuilder>(this TBuilder builder, Action<FhirProfileValidationOptions>? configure = null)
        where TBuilder : IHttpClientBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        var server = builder is IFhirPlatformBuilder platform ? platform.PlatformName : name;
        builder.Services.AddKeyedSingleton(name, (_, _) =>
        {
            var options = new FhirProfileValidationOptions();
            configure?.Invoke(options);
            options.ThrowIfWrong();
            return options;
        });

        // Handlers are made anew every few minutes: what waits outlives them.
        builder.Services.AddKeyedSingleton(name, (services, _) => new ReadValidation(
            services.GetRequiredService<IFhirProfileValidator>(), services.GetRequiredKeyedService<FhirProfileValidationOptions>(name), server, LoggerOf(services)));
        builder.AddHttpMessageHandler(services => new FhirProfileValidationHandler(
            services.GetRequiredService<IFhirProfileValidator>(),
            services.GetRequiredKeyedService<FhirProfileValidationOptions>(name),
            server,
            LoggerOf(services),
            services.GetRequiredKeyedService<ReadValidation>(name)));
        return builder;
    }

    private static ILogger LoggerOf(IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger("FhirTyped.ProfileValidation") ?? (ILogger)NullLogger.Instance;
}
