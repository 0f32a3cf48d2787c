using FhirTyped;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers servers of platforms.</summary>
/// <remarks>
/// Each registration is one server. It has a name: that which it is given, or else its platform's id. Under that name as key there are its client
/// (as <c>Epic</c>, as each platform class from which that derives, and as <see cref="IFhirPlatformClient"/>) and its <see cref="PlatformDescriptor"/>, and its
/// options have that name. A server without a name of its own is the platform's one server: its client is there without a key as well. The HTTP client is called
/// <see cref="FhirPlatformOptions.HttpClientNamePrefix"/> and the name. It follows no redirect, so that no token and no identifier goes to another
/// server. Clients are transient and cheap: the handlers below them are pooled by <see cref="IHttpClientFactory"/>.
/// </remarks>
public static class FhirPlatformServiceCollectionExtensions
{
    /// <summary>Registers the one server of a platform.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the registration, which is that of its HTTP client as well.</returns>
    /// <exception cref="InvalidOperationException">There is a server without a name of this platform, or one that is called like it.</exception>
    public static IFhirPlatformBuilder AddFhirPlatform<TPlatform>(this IServiceCollection services, Action<FhirPlatformOptions>? configure = null)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform> =>
        Add<TPlatform>(services, null, options => Configure(options, configure));

    /// <summary>Registers a server of a platform under a name, beside others of the same platform.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="name">The server's name, for example <c>north</c>; its case matters.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the registration, which is that of its HTTP client as well.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="InvalidOperationException">There is a server of that name.</exception>
    public static IFhirPlatformBuilder AddFhirPlatform<TPlatform>(this IServiceCollection services, string name, Action<FhirPlatformOptions>? configure = null)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform> =>
        Add<TPlatform>(services, Named(name), options => Configure(options, configure));

    /// <summary>Registers the one server of a platform, with options that need other services, as those that give its token.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options. The services are those of the root: what is scoped cannot be had.</param>
    /// <returns>The builder of the registration, which is that of its HTTP client as well.</returns>
    /// <exception cref="InvalidOperationException">There is a server without a name of this platform, or one that is called like it.</exception>
    public static IFhirPlatformBuilder AddFhirPlatform<TPlatform>(this IServiceCollection services, Action<FhirPlatformOptions, IServiceProvider> configure)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add<TPlatform>(services, null, options => options.Configure(configure));
    }

    /// <summary>Registers a server of a platform under a name, with options that need other services, as those that give its token.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="name">The server's name; its case matters.</param>
    /// <param name="configure">Sets the options. The services are those of the root: what is scoped cannot be had.</param>
    /// <returns>The builder of the registration, which is that of its HTTP client as well.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="InvalidOperationException">There is a server of that name.</exception>
    public static IFhirPlatformBuilder AddFhirPlatform<TPlatform>(
        this IServiceCollection services, string name, Action<FhirPlatformOptions, IServiceProvider> configure)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add<TPlatform>(services, Named(name), options => options.Configure(configure));
    }

    /// <summary>Registers the one server of a platform, with options from configuration.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="section">
    /// The section, whose keys are the options' names: <c>{ "BaseUrl": "https://…", "RequestTimeout": "00:00:30" }</c>. A key that is none of them is an error.
    /// </param>
    /// <returns>The builder of the registration, which is that of its HTTP client as well.</returns>
    /// <exception cref="InvalidOperationException">There is a server without a name of this platform, or one that is called like it.</exception>
    public static IFhirPlatformBuilder AddFhirPlatform<TPlatform>(this IServiceCollection services, IConfiguration section)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add<TPlatform>(services, null, options => FhirPlatformConfiguration.Bind(options, section));
    }

    /// <summary>Registers a server of a platform under a name, with options from configuration.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="name">The server's name; its case matters.</param>
    /// <param name="section">The section, whose keys are the options' names. A key that is none of them is an error.</param>
    /// <returns>The builder of the registration, which is that of its HTTP client as well.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="InvalidOperationException">There is a server of that name.</exception>
    public static IFhirPlatformBuilder AddFhirPlatform<TPlatform>(this IServiceCollection services, string name, IConfiguration section)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add<TPlatform>(services, Named(name), options => FhirPlatformConfiguration.Bind(options, section));
    }

    /// <summary>
    /// Registers <see cref="FhirPlatformGroup{TGroup}"/>: the clients of all servers that are registered and belong to one of the group's platforms, or to a
    /// platform that extends one and lacks nothing of it. Each is registered by itself, with <c>AddFhirPlatform</c>.
    /// </summary>
    /// <typeparam name="TGroup">The class with <see cref="FhirPlatformGroupAttribute"/>.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The services. Resolving fails with <see cref="InvalidOperationException"/> where one of the platforms has no server.</returns>
    public static IServiceCollection AddFhirPlatformGroup<TGroup>(this IServiceCollection services)
        where TGroup : FhirPlatformGroupClient, IFhirPlatformGroup<TGroup>
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddTransient(static provider => NewGroup<TGroup>(provider));
    }

    private static FhirPlatformGroup<TGroup> NewGroup<TGroup>(IServiceProvider provider)
        where TGroup : FhirPlatformGroupClient, IFhirPlatformGroup<TGroup>
    {
        // What belongs elsewhere is not made: its options may be wrong.
        var clients = provider.GetServices<FhirPlatformRegistration>()
            .Where(static one => TGroup.FindPlatform(one.ClientType) is not null)
            .Select(one => KeyValuePair.Create(one.Name, (FhirPlatformClient)provider.GetRequiredKeyedService(one.ClientType, one.Name)))
            .ToList();
        try
        {
            return new FhirPlatformGroup<TGroup>(clients);
        }
        catch (ArgumentException problem)
        {
            throw new InvalidOperationException(problem.Message + " Call AddFhirPlatform for it.", problem);
        }
    }

    private static string Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name;
    }

    private static void Configure(OptionsBuilder<FhirPlatformOptions> options, Action<FhirPlatformOptions>? configure)
    {
        if (configure is not null)
        {
            options.Configure(configure);
        }
    }

    private static FhirPlatformBuilder Add<TPlatform>(IServiceCollection services, string? name, Action<OptionsBuilder<FhirPlatformOptions>> configure)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        ArgumentNullException.ThrowIfNull(services);
        var registration = new FhirPlatformRegistration(name ?? TPlatform.Descriptor.Id, TPlatform.Descriptor, typeof(TPlatform));
        ThrowIfTaken(services, registration);
        services.AddSingleton(registration);
        services.TryAddSingleton<IFhirPlatformRegistry, FhirPlatformRegistry>();
        services.AddFhirPlatformFactory();
        configure(services.AddOptions<FhirPlatformOptions>(registration.Name).ValidateOnStart());
        services.AddSingleton<IValidateOptions<FhirPlatformOptions>>(new FhirPlatformOptionsValidator(registration));
        AddClient<TPlatform>(services, registration, isOnlyOne: name is null);
        return new(AddHttpClient(services, registration), registration);
    }

    private static void AddClient<TPlatform>(IServiceCollection services, FhirPlatformRegistration registration, bool isOnlyOne)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        var key = registration.Name;
        services.AddKeyedSingleton(key, registration.Platform);
        services.AddKeyedTransient(key, (provider, _) => TPlatform.Create(NewContext(provider, registration)));
        services.AddKeyedTransient<IFhirPlatformClient>(key, static (provider, key) => provider.GetRequiredKeyedService<TPlatform>(key));
        for (var parent = typeof(TPlatform).BaseType; parent is not null && parent != typeof(FhirPlatformClient); parent = parent.BaseType)
        {
            services.AddKeyedTransient(parent, key, static (provider, key) => provider.GetRequiredKeyedService<TPlatform>(key));
        }

        if (isOnlyOne)
        {
            services.AddSingleton(registration.Platform);
            services.AddTransient(provider => provider.GetRequiredKeyedService<TPlatform>(key));
        }
    }

    private static FhirPlatformContext NewContext(IServiceProvider provider, FhirPlatformRegistration registration) => new(
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName(registration)),
        provider.GetRequiredService<IOptionsMonitor<FhirPlatformOptions>>().Get(registration.Name),
        provider.GetService<ILoggerFactory>()?.CreateLogger("FhirTyped." + registration.ClientType.Name));

    private static IHttpClientBuilder AddHttpClient(IServiceCollection services, FhirPlatformRegistration registration) => services
        .AddHttpClient(HttpClientName(registration))
        // The options' own limit counts: this one ends with the headers of an answer.
        .ConfigureHttpClient(static http => http.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(FhirHttp.NewHandler)
        // Addresses hold search values: the factory's own loggers would write them down.
        .RemoveAllLoggers();

    private static string HttpClientName(FhirPlatformRegistration registration) => FhirPlatformOptions.HttpClientNamePrefix + registration.Name;

    private static void ThrowIfTaken(IServiceCollection services, FhirPlatformRegistration registration)
    {
        foreach (var service in services)
        {
            if (service is { IsKeyedService: false, ImplementationInstance: FhirPlatformRegistration other } && other.Name == registration.Name)
            {
                throw new InvalidOperationException(
                    $"'{registration.Name}' is registered already, as a server of {other.Platform.Name}. Two servers need two names: "
                        + $"AddFhirPlatform<{registration.ClientType.Name}>(\"north\", …).");
            }
        }
    }
}
