using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>A schema of its own in a PostgreSQL that all tests share.</summary>
public sealed class PostgreSqlPlace : StorePlace, IAuditRows
{
    private readonly string _schema = $"test_{Guid.NewGuid():N}";

    // That of leases is the server's.
    public override bool TellsTimeByClock => false;

    public string ConnectionString { get; private set; } = "";

    public string Table => "gateway_audit";

    public override async ValueTask SetUpAsync()
    {
        Assert.SkipWhen(PostgreSqlServer.Missing is not null, PostgreSqlServer.Missing ?? "");
        ConnectionString = (await SharedServers.PostgreSql).ConnectionString + ";Search Path=" + _schema + ";Maximum Pool Size=8";
        await ExecuteAsync("CREATE SCHEMA " + _schema);
    }

    public override void Register(IServiceCollection services) => services.AddFhirGatewayPostgreSqlStore(ConnectionString);

    public async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    protected override async ValueTask TearDownAsync()
    {
        if (ConnectionString.Length > 0)
        {
            await ExecuteAsync("DROP SCHEMA IF EXISTS " + _schema + " CASCADE");
        }
    }
}
