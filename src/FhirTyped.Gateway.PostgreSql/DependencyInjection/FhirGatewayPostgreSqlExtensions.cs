using FhirTyped.Gateway;
using FhirTyped.Gateway.PostgreSql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets several gateways share PostgreSQL.</summary>
public static class FhirGatewayPostgreSqlExtensions
{
    /// <summary>
    /// Keeps everything in PostgreSQL, audit events too, and tells other nodes what changed through it; it replaces earlier stores. The tables, <c>gateway_…</c>, are made where
    /// they are not there, in the schema that the connection's search path names first. While the server cannot be reached, what needs it is a
    /// <see cref="StoreUnavailableException"/>; a server that acknowledges before it has written is an <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="connectionString">Which server, as Npgsql writes it: <c>Host=db.example.org;Database=gateway;Username=gateway;Password=…;SSL Mode=VerifyFull</c>.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read, or names no server; the message does not hold it.</exception>
    public static IServiceCollection AddFhirGatewayPostgreSqlStore(this IServiceCollection services, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var options = PostgreSqlDatabase.ReadOptions(connectionString);
        return services
            .ReplaceSingleton(provider => new PostgreSqlDatabase(options, provider.GetClock()))
            .ReplaceSingleton<ISessionStore>(static provider => new PostgreSqlSessionStore(provider.GetRequiredService<PostgreSqlDatabase>()))
            .ReplaceSingleton<IOnceStore>(static provider => new PostgreSqlOnceStore(provider.GetRequiredService<PostgreSqlDatabase>()))
            .ReplaceSingleton<ILeaseStore>(static provider => new PostgreSqlLeaseStore(provider.GetRequiredService<PostgreSqlDatabase>()))
            .ReplaceSingleton<ICounterStore>(static provider => new PostgreSqlCounterStore(provider.GetRequiredService<PostgreSqlDatabase>()))
            .ReplaceSingleton<IBlockStore>(static provider => new PostgreSqlBlockStore(provider.GetRequiredService<PostgreSqlDatabase>()))
            .ReplaceSingleton<IAuditStore>(static provider => new PostgreSqlAuditStore(provider.GetRequiredService<PostgreSqlDatabase>()))
            .ReplaceSingleton<IGatewayBus>(static provider => new PostgreSqlGatewayBus(provider.GetRequiredService<PostgreSqlDatabase>()))
            .ReplaceSingleton<IKeyRingStore>(static provider => new PostgreSqlKeyRingStore(provider.GetRequiredService<PostgreSqlDatabase>()));
    }
}
