using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Stores.Tests;

public sealed class StoreRegistrationTests
{
    private static readonly Type[] Kept = [typeof(ISessionStore), typeof(IOnceStore), typeof(ILeaseStore), typeof(ICounterStore), typeof(IBlockStore), typeof(IGatewayBus), typeof(IKeyRingStore)];

    [Fact]
    public async Task LaterStore_ReplacesAnEarlierOne_InAllThatItCanKeep()
    {
        await using var place = new SqlitePlace();
        var services = new ServiceCollection();
        services.AddFhirGatewayMemoryStore().AddFhirGatewayPostgreSqlStore("Host=localhost");
        place.Register(services);
        services.AddFhirGatewayRedisStore("localhost:1");
        await using var node = services.BuildServiceProvider();

        Assert.All(Kept, type => Assert.StartsWith("Redis", Assert.Single(node.GetServices(type))!.GetType().Name, StringComparison.Ordinal));
        Assert.IsType<SqliteAuditStore>(Assert.Single(node.GetServices<IAuditStore>()));
        Assert.All(Kept, type => Assert.Same(node.GetService(type), node.GetService(type)));
    }

    [Fact]
    public async Task MemoryThatIsFull_SaysSo_UntilSomethingEnds()
    {
        await using var place = new MemoryPlace();
        await using var node = new ServiceCollection().AddSingleton<TimeProvider>(place.Clock).AddFhirGatewayMemoryStore(3).BuildServiceProvider();
        var (once, end) = (node.GetRequiredService<IOnceStore>(), place.Clock.GetUtcNow().AddSeconds(30));
        for (var index = 0; index < 3; index++)
        {
            Assert.True(await once.PutAsync($"{index}", default, end));
        }

        var full = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await once.PutAsync("one more", default, end));
        Assert.Contains("3 values", full.InnerException!.Message, StringComparison.Ordinal);
        Assert.False(await once.PutAsync("2", default, end));
        place.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await once.PutAsync("one more", default, end.AddHours(1)));

        var audit = node.GetRequiredService<IAuditStore>();
        Assert.False(audit.IsDurable);
        var last = AuditRecord.After("node", null, end, default);
        await audit.AppendAsync([last]);
        await audit.AppendAsync([last = AuditRecord.After("node", last, end, default), last = AuditRecord.After("node", last, end, default)]);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await audit.AppendAsync([AuditRecord.After("node", last, end, default)]));
    }
}
