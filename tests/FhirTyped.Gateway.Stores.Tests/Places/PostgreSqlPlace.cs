using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>A schema of its own in a PostgreSQL that all tests share.</summary>
public sealed class PostgreSqlPlace : StorePlace, IAuditRows
{
    // Making tables takes longer than any test: a schema is emptied and used again.
    private static readonly ConcurrentBag<string> Free = [];

    private string? _schema;

    // That of leases is the server's.
    public override bool TellsTimeByClock => false;

    public string ConnectionString { get; private set; } = "";

    public string Table => "gateway_audit";

    public override async ValueTask SetUpAsync()
    {
        Assert.SkipWhen(PostgreSqlServer.Missing is not null, PostgreSqlServer.Missing ?? "");
        var server = await SharedServers.PostgreSql;
        var isNew = !Free.TryTake(out _schema);
        _schema ??= $"test_{Guid.NewGuid():N}";
        ConnectionString = server.ConnectionString + ";Search Path=" + _schema + ";Maximum Pool Size=8";
        if (isNew)
        {
            await ExecuteAsync("CREATE SCHEMA " + _schema);
        }
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
        if (_schema is not null)
        {
            await ExecuteAsync("""
                DO $$ DECLARE t record; BEGIN
                    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'gateway_schema_version' LOOP EXECUTE 'DELETE FROM ' || t.tablename; END LOOP;
                END $$
                """);
            Free.Add(_schema);
        }
    }
}
