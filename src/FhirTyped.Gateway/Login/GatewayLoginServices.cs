using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway;

/// <summary>Registers sessions, callers and logins. Stores, keys and platforms are registered by others.</summary>
internal static class GatewayLoginServices
{
    // It writes each request's address, and that of a callback holds the code.
    private const string LogOfAddresses = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Registers them.</summary>
    public static IServiceCollection AddGatewayLogin(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GatewayAddress>();
        services.TryAddSingleton<ISecurityEvents, LoggedSecurityEvents>();
        services.TryAddSingleton<ConnectionSealer>();
        services.TryAddSingleton<GatewaySessions>();
        services.TryAddSingleton<IGatewayConnections>(static provider => provider.GetRequiredService<GatewaySessions>());
        services.TryAddSingleton<SessionCookie>();
        services.TryAddSingleton<BearerTokens>();
        services.TryAddSingleton<CallerReader>();
        services.TryAddSingleton<ICallerReader>(static provider => provider.GetRequiredService<CallerReader>());
        services.TryAddSingleton<ConnectedSignals>();
        services.TryAddSingleton<PendingLogins>();
        services.TryAddSingleton<LoginBrowsers>();
        services.TryAddSingleton<LoginStart>();
        services.TryAddSingleton<LoginCallback>();
        services.TryAddSingleton<LoginStatus>();
        services.TryAddSingleton<Logout>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GatewayListeners>());
        services.Configure<LoggerFilterOptions>(static options => options.Rules.Add(new(null, LogOfAddresses, LogLevel.Warning, null)));
        return services;
    }
}
