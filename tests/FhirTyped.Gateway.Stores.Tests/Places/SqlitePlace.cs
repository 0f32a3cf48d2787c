using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>A file of its own. Each node opens it anew, as another process would.</summary>
public sealed class SqlitePlace : StorePlace, IAuditRows
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fhirtyped-sqlite-");

    public string File => Path.Combine(_folder.FullName, "data", "gateway.db");

    public override void Register(IServiceCollection services) => services.AddFhirGatewaySqliteStore(File);

    public Task ExecuteAsync(string sql)
    {
        Execute(sql);
        return Task.CompletedTask;
    }

    public string Table => "audit";

    public object? Execute(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    protected override ValueTask TearDownAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
