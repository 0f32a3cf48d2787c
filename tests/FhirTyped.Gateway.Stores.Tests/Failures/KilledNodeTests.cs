using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
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

    /// <summary>The calls of a whole gateway are answered once their events are in its journal; its next start brings them into the store, each once.</summary>
    [Fact]
    public async Task Gateway_LosesNoEventOfACallThatItAnswered()
    {
        await using var place = new SqlitePlace();
        var answered = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 1; round <= 4; round++)
        {
            answered.UnionWith(await CallAsync(place.File, after: round * 40, kill: true));
        }

        answered.UnionWith(await CallAsync(place.File, after: 1, kill: false));
        var store = place.OpenNode().GetRequiredService<IAuditStore>();
        var stored = await store.ReadAsync("node").Select(static record => JsonDocument.Parse(record.Content).RootElement.GetProperty("request").GetString()!).ToListAsync();
        Assert.InRange(answered.Count, 400, int.MaxValue);
        Assert.Empty(answered.Except(stored));
        Assert.Equal(stored.Count, stored.Distinct().Count());
        Assert.True((await AuditChain.VerifyAsync(store)).IsIntact);
        Assert.Empty(Directory.GetFiles(place.File + ".audit"));
    }

    private static async Task<List<string>> CallAsync(string file, int after, bool kill)
    {
        using var process = Start("gateway", file);
        var errors = process.StandardError.ReadToEndAsync();
        var answered = new List<string>();
        while (answered.Count < after)
        {
            answered.Add(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await errors));
        }

        if (kill)
        {
            await Task.Delay(Random.Shared.Next(20));
            process.Kill();
        }
        else
        {
            process.StandardInput.Close();
        }

        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            // The last one may have been cut off.
            answered.Add(line);
        }

        await process.WaitForExitAsync();
        if (kill)
        {
            answered.RemoveAt(answered.Count - 1);
        }

        return answered;
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
        using var process = Start(kind, where);
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

    private static Process Start(string kind, string where) => Process.Start(
        new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [Appender, kind, where, "node"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
