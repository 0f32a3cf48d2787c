using System.Diagnostics.CodeAnalysis;
using FhirTyped.Gateway;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the gateway.</summary>
public static class FhirGatewayServiceCollectionExtensions
{
    /// <summary>
    /// Registers the gateway by the section <c>FhirGateway</c> of the configuration: its options, and <c>FhirGateway:Keys</c> (<see cref="GatewayKeyOptions"/>). Variables of the environment
    /// called <c>FHIR_GATEWAY_PLATFORM_{ID}_CLIENT_ID</c> and <c>…_CLIENT_SECRET</c> are understood as well. Where its data is kept, one of <c>AddFhirGatewaySqliteStore</c>,
    /// <c>AddFhirGatewayMemoryStore</c>, <c>AddFhirGatewayPostgreSqlStore</c> and <c>AddFhirGatewayRedisStore</c> says.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The configuration as a whole.</param>
    /// <param name="configure">Sets further options, after the configuration.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddFhirGateway(this IServiceCollection services, IConfiguration configuration, Action<FhirGatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(FhirGatewayOptions.SectionName);
        services.Configure<FhirGatewayOptions>(section);
        services.Configure<GatewayKeyOptions>(section);
        services.Configure<FhirGatewayOptions>(options => PlatformEnvironment.Apply(options, configuration));
        return services.AddFhirGateway(configure);
    }

    /// <summary>Registers the gateway with options that are set in code.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; null where they are configured elsewhere.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddFhirGateway(this IServiceCollection services, Action<FhirGatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<FhirGatewayOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        options.ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FhirGatewayOptions>, GatewayOptionsCheck>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddFhirPlatformFactory();
        services.AddGatewayKeys();
        services.TryAddSingleton<GatewayAddress>();
        services.TryAddSingleton<GatewayPlatforms>();
        services.TryAddSingleton<AccessPolicy>();
        services.TryAddSingleton<RequestLimits>();
        services.TryAddSingleton<PatientLimit>();
        services.TryAddSingleton<PageHandles>();
        services.TryAddSingleton<ExportManifest>();
        services.TryAddSingleton<AnswerWriter>();
        services.TryAddSingleton<MetadataWriter>();
        services.TryAddSingleton<GatewayPipeline>();
        services.TryAddSingleton<CallExplainer>();
        services.TryAddSingleton<FhirEndpoint>();
        services.TryAddSingleton<PlatformEndpoints>();
        services.TryAddSingleton<PlatformFacts>();
        services.TryAddSingleton<ExplainEndpoint>();
        services.TryAddSingleton<AdministrationEndpoints>();
        services.TryAddSingleton<StatusEndpoints>();
        services.TryAddSingleton<TransformList>();
        services.TryAddSingleton<TransformEndpoint>();
        services.TryAddSingleton<AggregateEndpoint>();
        services.TryAddSingleton<LoggedSecurityEvents>();
        services.TryAddSingleton<ISecurityEvents, AuditedSecurityEvents>();
        services.AddGatewayLogin();
        services.AddHosted<GatewayStart>();
        services.AddHosted<AuditTrail>();
        services.AddHosted<BlockList>();
        services.AddHosted<GatewayEvents>();
        return services;
    }

    private static void AddHosted<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TService>(this IServiceCollection services)
        where TService : class, IHostedService
    {
        if (services.Any(static service => service.ServiceType == typeof(TService)))
        {
            return;
        }

        services.AddSingleton<TService>();
        services.AddHostedService(static provider => provider.GetRequiredService<TService>());
    }
}
