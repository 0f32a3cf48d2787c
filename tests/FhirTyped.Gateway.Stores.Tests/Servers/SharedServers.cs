using Garnet;
using System.Net;
using System.Net.Sockets;

[assembly: AssemblyFixture(typeof(FhirTyped.Gateway.Stores.Tests.SharedServers))]

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>Servers that are started when a test first asks for them, and end with the tests.</summary>
public sealed class SharedServers : IAsyncDisposable
{
    private static Lazy<Task<RedisServer>> _redis = Start<RedisServer>();
    private static Lazy<Task<PostgreSqlServer>> _postgreSql = Start<PostgreSqlServer>();
    private static Lazy<(GarnetServer Server, int Port)> _garnet = new(StartGarnet);

    public static Task<RedisServer> Redis => _redis.Value;

    public static Task<PostgreSqlServer> PostgreSql => _postgreSql.Value;

    public static int GarnetPort => _garnet.Value.Port;

    public async ValueTask DisposeAsync()
    {
        if (_redis.IsValueCreated)
        {
            await (await _redis.Value).DisposeAsync();
        }

        if (_postgreSql.IsValueCreated)
        {
            await (await _postgreSql.Value).DisposeAsync();
        }

        if (_garnet.IsValueCreated)
        {
            _garnet.Value.Server.Dispose();
        }

        (_redis, _postgreSql, _garnet) = (Start<RedisServer>(), Start<PostgreSqlServer>(), new(StartGarnet));
    }

    private static Lazy<Task<TServer>> Start<TServer>()
        where TServer : ServerProcess, new() => new(static async () =>
    {
        var server = new TServer();
        await server.StartAsync();
        return server;
    });

    private static (GarnetServer Server, int Port) StartGarnet()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var server = new GarnetServer(["--port", $"{port}", "--bind", "127.0.0.1", "--memory", "64m", "--index", "1m", "--logger-level", "Error"]);
        server.Start();
        return (server, port);
    }
}
