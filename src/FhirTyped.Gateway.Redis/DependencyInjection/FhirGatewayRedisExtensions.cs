using FhirTyped.Gateway;
using FhirTyped.Gateway.Redis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets several gateways share Redis, or Garnet.</summary>
public static class FhirGatewayRedisExtensions
{
    /// <summary>
    /// Keeps sessions, leases, counts, blocks and what is taken once in Redis, and tells other nodes what changed through it; in all of these it replaces an earlier store.
    /// Audit events stay where they are kept: Redis must not hold them, since a server may forget. While it cannot be reached, what needs it is a
    /// <see cref="StoreUnavailableException"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="connectionString">Which server, as StackExchange.Redis writes it: <c>redis.example.org:6380,ssl=true,password=…</c>.</param>
    /// <param name="keyPrefix">In front of all keys and channels: gateways that do not belong together have different ones.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read, or names no server; the message does not hold it.</exception>
    public static IServiceCollection AddFhirGatewayRedisStore(this IServiceCollection services, string connectionString, string keyPrefix = "fhirtyped:")
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        ArgumentException.ThrowIfNullOrWhiteSpace(keyPrefix);
        var options = RedisDatabase.ReadOptions(connectionString);
        return services
            .ReplaceSingleton(provider => new RedisDatabase(options, keyPrefix, provider.GetClock()))
            .ReplaceSingleton<ISessionStore>(static provider => new RedisSessionStore(provider.GetRequiredService<RedisDatabase>()))
            .ReplaceSingleton<IOnceStore>(static provider => new RedisOnceStore(provider.GetRequiredService<RedisDatabase>()))
            .ReplaceSingleton<ILeaseStore>(static provider => new RedisLeaseStore(provider.GetRequiredService<RedisDatabase>()))
            .ReplaceSingleton<ICounterStore>(static provider => new RedisCounterStore(provider.GetRequiredService<RedisDatabase>()))
            .ReplaceSingleton<IBlockStore>(static provider => new RedisBlockStore(provider.GetRequiredService<RedisDatabase>()))
            .ReplaceSingleton<IGatewayBus>(static provider => new RedisGatewayBus(provider.GetRequiredService<RedisDatabase>()))
            .ReplaceSingleton<IKeyRingStore>(static provider => new RedisKeyRingStore(provider.GetRequiredService<RedisDatabase>()));
    }
}
