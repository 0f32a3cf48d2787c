using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FhirTyped.Gateway;

/// <summary>Registers sessions, callers and logins. Stores, keys and platforms are registered by others.</summary>
internal static class GatewayLoginServices
{
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
        services.TryAddSingleton<SealedOnce>();
        services.TryAddSingleton<PendingLogins>();
        services.TryAddSingleton<LoginBrowsers>();
        services.TryAddSingleton<LoginStart>();
        services.TryAddSingleton<LoginCallback>();
        services.TryAddSingleton<LoginStatus>();
        services.TryAddSingleton<Logout>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GatewayListeners>());
        services.AddQuietLogs();
        return services;
    }
}
