using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Stores.Tests;

public sealed class SqliteFileTests
{
    [Fact]
    public async Task Files_AreForTheirOwnerAlone()
    {
        await using var place = new SqlitePlace();
        await place.OpenNode().GetRequiredService<IOnceStore>().PutAsync("key", "value"u8.ToArray(), place.Clock.GetUtcNow().AddHours(1));

        var files = new DirectoryInfo(Path.GetDirectoryName(place.File)!).GetFiles();
        Assert.Contains(files, static file => file.Name == "gateway.db-wal");
        if (!OperatingSystem.IsWindows())
        {
            Assert.All(files, static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode));
        }
    }

    [Fact]
    public async Task WhatHasEnded_IsSweptOut_ByTheNextThatWritesAMinuteLater()
    {
        await using var place = new SqlitePlace();
        var node = place.OpenNode();
        var (sessions, once, leases, counters) = (node.GetRequiredService<ISessionStore>(), node.GetRequiredService<IOnceStore>(), node.GetRequiredService<ILeaseStore>(), node.GetRequiredService<ICounterStore>());
        var end = place.Clock.GetUtcNow().AddSeconds(30);
        await sessions.CreateAsync(new("id", "subject", place.Clock.GetUtcNow(), end));
        await sessions.ReplaceConnectionAsync("id", "epic", 0, new(1, "x"u8.ToArray()));
        await once.PutAsync("key", "value"u8.ToArray(), end);
        await leases.TryAcquireAsync("key", TimeSpan.FromSeconds(30));
        await counters.AddDistinctAsync("key", "member", TimeSpan.FromSeconds(1));
        await node.GetRequiredService<IGatewayBus>().PublishAsync("topic", "message");
        string[] tables = ["session", "connection", "once", "lease", "counter", "counter_member", "message"];
        Assert.All(tables, table => Assert.Equal(1L, place.Execute("SELECT count(*) FROM " + table)));

        place.Clock.Advance(TimeSpan.FromMinutes(11));
        await node.GetRequiredService<IBlockStore>().SetAsync(new(GatewayBlockKind.All, "", "", "", end));

        Assert.All(tables, table => Assert.Equal(0L, place.Execute("SELECT count(*) FROM " + table)));
    }

    [Fact]
    public async Task Store_HoldsNeitherKeysNorIds_AsTheyWereGiven()
    {
        await using var place = new SqlitePlace();
        var node = place.OpenNode();
        await node.GetRequiredService<IOnceStore>().PutAsync("ticket-of-a-login", "value"u8.ToArray(), place.Clock.GetUtcNow().AddHours(1));
        await node.GetRequiredService<ISessionStore>().CreateAsync(new("id-of-a-session", "subject", place.Clock.GetUtcNow(), place.Clock.GetUtcNow().AddHours(1)));
        await node.GetRequiredService<ICounterStore>().AddDistinctAsync("count-of-somebody", "member-of-a-count", TimeSpan.FromHours(1));

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(place.File)!))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var text = await reader.ReadToEndAsync();
            Assert.All(["ticket-of", "id-of-a", "count-of", "member-of"], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        }
    }
}
