using System.Diagnostics;
using StackExchange.Redis;

namespace FhirTyped.Gateway.Stores.Tests;

public sealed class RedisServer : ServerProcess
{
    private static readonly string? Program = Find("/usr/bin/redis-server");

    /// <summary>Why tests are skipped, or null.</summary>
    public static string? Missing => Program is null ? "There is no redis-server on this machine (Debian: apt-get install redis-server)." : null;

    public string ConnectionString => $"127.0.0.1:{Port},password=not-to-be-told,connectTimeout=5000";

    // Every change is on the disk before it is acknowledged: what is kept must be there after it was killed.
    protected override ProcessStartInfo Command() => new(
        Program!, ["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", Folder, "--appendonly", "yes", "--appendfsync", "always", "--save", "", "--requirepass", "not-to-be-told"]);

    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(ConnectionString + ",abortConnect=true");
            await connection.GetDatabase().PingAsync();
            return true;
        }
        catch (RedisException)
        {
            return false;
        }
    }
}
