using FhirTyped.Gateway;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says where a gateway keeps sessions, audit events, leases, counts and blocks. A later store replaces an earlier one in all that it can keep.</summary>
public static class FhirGatewayStoreExtensions
{
    /// <summary>
    /// Keeps everything in the memory of this process, for tests and development: it is gone with the process, and other nodes see none of it. It holds at most 100,000 of
    /// each kind; one more is a <see cref="StoreUnavailableException"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddFhirGatewayMemoryStore(this IServiceCollection services) => services.AddFhirGatewayMemoryStore(100_000);

    /// <summary>
    /// Keeps everything in an SQLite file, which several processes of one machine may share. It and its folder are made where they are not there, the file with permissions for
    /// its owner alone. Sessions, audit events, blocks and what is taken once stand on the disk when a call has returned; leases and counts survive the process, and may lose
    /// the last ones with the power. What has ended is swept out once a minute.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="path">The file, on a local disk.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static IServiceCollection AddFhirGatewaySqliteStore(this IServiceCollection services, string path)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return services
            .ReplaceSingleton(provider => new SqliteDatabase(path, provider.GetClock()))
            .ReplaceSingleton<ISessionStore>(static provider => new SqliteSessionStore(provider.GetRequiredService<SqliteDatabase>()))
            .ReplaceSingleton<IOnceStore>(static provider => new SqliteOnceStore(provider.GetRequiredService<SqliteDatabase>()))
            .ReplaceSingleton<ILeaseStore>(static provider => new SqliteLeaseStore(provider.GetRequiredService<SqliteDatabase>()))
            .ReplaceSingleton<ICounterStore>(static provider => new SqliteCounterStore(provider.GetRequiredService<SqliteDatabase>()))
            .ReplaceSingleton<IBlockStore>(static provider => new SqliteBlockStore(provider.GetRequiredService<SqliteDatabase>()))
            .ReplaceSingleton<IAuditStore>(static provider => new SqliteAuditStore(provider.GetRequiredService<SqliteDatabase>()))
            .ReplaceSingleton<IGatewayBus>(static provider => new SqliteGatewayBus(provider.GetRequiredService<SqliteDatabase>()))
            .ReplaceSingleton<IKeyRingStore>(static provider => new SqliteKeyRingStore(provider.GetRequiredService<SqliteDatabase>()));
    }

    internal static IServiceCollection AddFhirGatewayMemoryStore(this IServiceCollection services, int capacity)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services
            .ReplaceSingleton<ISessionStore>(provider => new MemorySessionStore(provider.GetClock(), capacity))
            .ReplaceSingleton<IOnceStore>(provider => new MemoryOnceStore(provider.GetClock(), capacity))
            .ReplaceSingleton<ILeaseStore>(provider => new MemoryLeaseStore(provider.GetClock(), capacity))
            .ReplaceSingleton<ICounterStore>(provider => new MemoryCounterStore(provider.GetClock(), capacity))
            .ReplaceSingleton<IBlockStore>(_ => new MemoryBlockStore(capacity))
            .ReplaceSingleton<IAuditStore>(_ => new MemoryAuditStore(capacity))
            .ReplaceSingleton<IGatewayBus>(static _ => new MemoryGatewayBus())
            .ReplaceSingleton<IKeyRingStore>(static _ => new MemoryKeyRingStore());
    }
}
