namespace FhirTyped.Gateway.Host;

/// <summary>Where the gateway keeps what it keeps: <c>FhirGateway:Store</c>.</summary>
internal static class GatewayStores
{
    /// <summary>Beside the program.</summary>
    public static string DataFolder => Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>Registers the stores.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section"><c>Kind</c> (<c>sqlite</c>, <c>postgresql</c>, <c>redis</c>, <c>memory</c>), <c>Path</c>, <c>ConnectionString</c>, <c>AuditConnectionString</c>.</param>
    /// <param name="environment">Whether this is development.</param>
    /// <exception cref="InvalidOperationException">Something is missing, or not known.</exception>
    public static void Add(IServiceCollection services, IConfigurationSection section, IHostEnvironment environment)
    {
        var kind = section["Kind"] ?? "sqlite";
        switch (kind.ToLowerInvariant())
        {
            case "sqlite":
                services.AddFhirGatewaySqliteStore(PathOf(section));
                break;
            case "postgresql":
                services.AddFhirGatewayPostgreSqlStore(Needed(section, "ConnectionString"));
                break;
            case "redis":
                // Redis does not keep the audit: that is PostgreSQL's, or this machine's.
                if (section["AuditConnectionString"] is { Length: > 0 } audit)
                {
                    services.AddFhirGatewayPostgreSqlStore(audit);
                }
                else
                {
                    services.AddFhirGatewaySqliteStore(PathOf(section));
                }

                services.AddFhirGatewayRedisStore(Needed(section, "ConnectionString"));
                break;
            case "memory" when environment.IsDevelopment():
                services.AddFhirGatewayMemoryStore();
                break;
            default:
                throw new InvalidOperationException($"{section.Path}:Kind is none of sqlite, postgresql, redis, and in development memory.");
        }
    }

    private static string PathOf(IConfigurationSection section) => section["Path"] is { Length: > 0 } path ? path : Path.Combine(DataFolder, "gateway.db");

    private static string Needed(IConfigurationSection section, string name) =>
        section[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"{section.Path}:{name} is missing.");
}
