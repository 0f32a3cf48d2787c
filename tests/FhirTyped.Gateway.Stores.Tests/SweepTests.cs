using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>What has ended does not stay in a server for ever.</summary>
public sealed class SweepTests
{
    [Fact]
    public async Task PostgreSql_IsSwept_ByTheNextThatWritesAMinuteLater()
    {
        await using var place = new PostgreSqlPlace();
        await place.SetUpAsync();
        var node = place.OpenNode();
        await FillAsync(node, place);
        string[] tables = ["session", "connection", "once", "counter", "counter_member"];
        foreach (var table in tables)
        {
            Assert.True((long)(await place.ScalarAsync("SELECT count(*) FROM gateway_" + table))! > 0, table);
        }

        place.Clock.Advance(TimeSpan.FromHours(2));
        await node.GetRequiredService<ILeaseStore>().ReleaseAsync("key", "owner");

        foreach (var table in tables)
        {
            Assert.Equal((table, 0L), (table, await place.ScalarAsync("SELECT count(*) FROM gateway_" + table)));
        }
    }

    [Fact]
    public async Task Redis_HasAnEnd_ForAllButBlocksAndKeys()
    {
        await using var place = new RedisPlace();
        await place.SetUpAsync();
        await FillAsync(place.OpenNode(), place);
        await place.OpenNode().GetRequiredService<IBlockStore>().SetAsync(new(GatewayBlockKind.All, "", "", "", place.Clock.GetUtcNow()));
        await using var connection = await ConnectionMultiplexer.ConnectAsync((await SharedServers.Redis).ConnectionString);

        var (kinds, database) = (new List<string>(), connection.GetDatabase());
        foreach (var key in connection.GetServers()[0].Keys(pattern: place.Prefix + "*"))
        {
            var kind = key.ToString()[place.Prefix.Length..].Split(':')[0];
            kinds.Add(kind);
            var life = await database.KeyTimeToLiveAsync(key);
            Assert.True(kind == "blocks" ? life is null : life <= TimeSpan.FromHours(2), $"{kind}: {life}");
        }

        Assert.Equal(["blocks", "count", "count", "lease", "once", "session", "subject"], kinds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nodes_CanBeDisposedOf_WithoutWaiting()
    {
        await using var redis = new RedisPlace();
        await using var postgreSql = new PostgreSqlPlace();
        await using var sqlite = new SqlitePlace();
        await redis.SetUpAsync();
        await postgreSql.SetUpAsync();
        foreach (var place in new StorePlace[] { redis, postgreSql, sqlite })
        {
            var services = new ServiceCollection();
            place.Register(services);
            using var node = services.BuildServiceProvider();
            await node.GetRequiredService<IGatewayBus>().SubscribeAsync("topic", static _ => { });
            Assert.Empty(node.GetRequiredService<IKeyRingStore>().List());
        }
    }

    private static async Task FillAsync(IServiceProvider node, StorePlace place)
    {
        var (now, end) = (place.Clock.GetUtcNow(), place.Clock.GetUtcNow().AddHours(1));
        var sessions = node.GetRequiredService<ISessionStore>();
        await sessions.CreateAsync(new("id", "subject", now, end));
        await sessions.ReplaceConnectionAsync("id", "epic", 0, new(1, "x"u8.ToArray()));
        await node.GetRequiredService<IOnceStore>().PutAsync("key", "value"u8.ToArray(), end);
        await node.GetRequiredService<ILeaseStore>().TryAcquireAsync("key", TimeSpan.FromHours(1));
        await node.GetRequiredService<ICounterStore>().AddAsync("key", TimeSpan.FromHours(1));
        await node.GetRequiredService<ICounterStore>().AddDistinctAsync("key", "member", TimeSpan.FromHours(1));
    }
}
