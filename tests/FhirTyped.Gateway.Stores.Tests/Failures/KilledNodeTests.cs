using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>A node is killed while it writes: what it said was kept is there, and of no group is there a part.</summary>
public sealed class KilledNodeTests
{
    private static readonly string Appender = typeof(KilledNodeTests).Assembly.Location.Replace("FhirTyped.Gateway.Stores.Tests", "FhirTyped.Gateway.Stores.Appender", StringComparison.Ordinal);

    [Fact]
    public async Task Sqlite_LosesNothingThatWasAcknowledged()
    {
        await using var place = new SqlitePlace();
        await RunAsync(place, "sqlite", place.File);
    }

    [Fact]
    public async Task PostgreSql_LosesNothingThatWasAcknowledged()
    {
        await using var place = new PostgreSqlPlace();
        await place.SetUpAsync();
        await RunAsync(place, "postgresql", place.ConnectionString);
    }

    private static async Task RunAsync(StorePlace place, string kind, string where)
    {
        for (var round = 1; round <= 6; round++)
        {
            var acknowledged = await KillAsync(kind, where, round * 5);

            var store = place.OpenNode().GetRequiredService<IAuditStore>();
            var records = await store.ReadAsync("node").ToListAsync();
            Assert.True((await AuditChain.VerifyAsync(store)).IsIntact);
            Assert.True(records[^1].Sequence >= acknowledged, $"{records[^1].Sequence} of {acknowledged}");
            Assert.All(
                records.GroupBy(static record => Encoding.UTF8.GetString(record.Content.Span)),
                static group => Assert.Equal((group.First().Sequence % 40) + 1, group.Count()));
        }
    }

    private static async Task<long> KillAsync(string kind, string where, int after)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [Appender, kind, where, "node"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var last = "";
        for (var count = 0; count < after; count++)
        {
            last = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await errors);
        }

        // Somewhere in the middle of a group; what is asserted holds wherever.
        await Task.Delay(Random.Shared.Next(20));
        process.Kill();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            last = line;
        }

        await process.WaitForExitAsync();
        return long.Parse(last, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
