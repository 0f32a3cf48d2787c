using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FhirTyped.Gateway;

/// <summary>Registers stores. A later one replaces an earlier one; what it has not, stays with the earlier one.</summary>
internal static class StoreServices
{
    public static IServiceCollection ReplaceSingleton<TService>(this IServiceCollection services, Func<IServiceProvider, TService> create)
        where TService : class => services.Replace(ServiceDescriptor.Singleton(create));

    public static TimeProvider GetClock(this IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;
}
