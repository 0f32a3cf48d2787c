using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>A server is killed and started again: meanwhile each call says that the store cannot be reached, and afterwards all goes on with what was kept.</summary>
public abstract class ServerDownTests<TServer> : IAsyncLifetime
    where TServer : ServerProcess, new()
{
    private TServer _server = null!;
    private ServiceProvider _node = null!;

    protected abstract string? Missing { get; }

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        _server = new();
        await _server.StartAsync();
        _node = Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _node.DisposeAsync();
            await _server.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task WhileItIsDown_EachCallSaysSo_AndAfterwardsWhatWasKeptIsThere()
    {
        var now = TimeProvider.System.GetUtcNow();
        var sessions = _node.GetRequiredService<ISessionStore>();
        await sessions.CreateAsync(new("id", "subject", now, now.AddHours(1)));
        Assert.True(await sessions.ReplaceConnectionAsync("id", "epic", 0, new(1, "sealed"u8.ToArray())));
        await _node.GetRequiredService<IOnceStore>().PutAsync("key", "value"u8.ToArray(), now.AddHours(1));
        await _node.GetRequiredService<IBlockStore>().SetAsync(new(GatewayBlockKind.Subject, "p1", "reason", "operator", now));
        var heard = Channel.CreateUnbounded<string>();
        await using var subscription = await _node.GetRequiredService<IGatewayBus>().SubscribeAsync("topic", message => heard.Writer.TryWrite(message));

        await _server.KillAsync();

        foreach (var (name, call) in Calls(_node))
        {
            await AssertUnavailableAsync(name, call);
        }

        await using (var late = Open())
        {
            foreach (var (name, call) in Calls(late).Take(3))
            {
                await AssertUnavailableAsync(name, call);
            }
        }

        await _server.StartAsync();
        await UntilAsync(async () => await sessions.GetAsync("id") is { } found && found.Connections["epic"].Sealed.Span.SequenceEqual("sealed"u8));
        Assert.Equal("p1", Assert.Single(await _node.GetRequiredService<IBlockStore>().ListAsync()).Value);
        Assert.NotNull(await _node.GetRequiredService<IOnceStore>().TakeAsync("key"));
        Assert.True(await sessions.ReplaceConnectionAsync("id", "epic", 1, new(2, "again"u8.ToArray())));

        // What was told while nobody heard is lost, and is told again until somebody does.
        await UntilAsync(async () =>
        {
            await _node.GetRequiredService<IGatewayBus>().PublishAsync("topic", "back");
            return heard.Reader.TryRead(out _);
        });
    }

    protected abstract void Register(IServiceCollection services, TServer server);

    protected abstract string SecretOf(TServer server);

    protected virtual IEnumerable<(string Name, Func<Task> Call)> Calls(IServiceProvider node)
    {
        var (sessions, once, leases, counters, blocks) = (
            node.GetRequiredService<ISessionStore>(), node.GetRequiredService<IOnceStore>(), node.GetRequiredService<ILeaseStore>(), node.GetRequiredService<ICounterStore>(), node.GetRequiredService<IBlockStore>());
        var later = TimeProvider.System.GetUtcNow().AddHours(1);
        return
        [
            ("get", async () => await sessions.GetAsync("secret-id")),
            ("create", async () => await sessions.CreateAsync(new("secret-id", "secret-subject", later, later))),
            ("replace", async () => await sessions.ReplaceConnectionAsync("secret-id", "epic", 1, new(2, "secret-value"u8.ToArray()))),
            ("extend", async () => await sessions.ExtendAsync("secret-id", later)),
            ("delete", async () => await sessions.DeleteAsync("secret-id")),
            ("delete person", async () => await sessions.DeleteSubjectAsync("secret-subject")),
            ("put", async () => await once.PutAsync("secret-key", "secret-value"u8.ToArray(), later)),
            ("take", async () => await once.TakeAsync("secret-key")),
            ("peek", async () => await once.PeekAsync("secret-key")),
            ("acquire", async () => await leases.TryAcquireAsync("secret-key", TimeSpan.FromHours(1))),
            ("release", async () => await leases.ReleaseAsync("secret-key", "owner")),
            ("count", async () => await counters.AddAsync("secret-key", TimeSpan.FromHours(1))),
            ("count different", async () => await counters.AddDistinctAsync("secret-key", "secret-member", TimeSpan.FromHours(1))),
            ("set block", async () => await blocks.SetAsync(new(GatewayBlockKind.Subject, "secret-subject", "", "", later))),
            ("lift block", async () => await blocks.RemoveAsync(GatewayBlockKind.Subject, "secret-subject")),
            ("list blocks", async () => await blocks.ListAsync()),
            ("tell", async () => await node.GetRequiredService<IGatewayBus>().PublishAsync("topic", "secret-message")),
            ("ring", () => Task.Run(() => node.GetRequiredService<IKeyRingStore>().List())),
        ];
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                if (await isSo())
                {
                    return;
                }
            }
            catch (StoreUnavailableException)
            {
                // Not yet.
            }

            await Task.Delay(50, limit.Token);
        }
    }

    private async Task AssertUnavailableAsync(string name, Func<Task> call)
    {
        var exception = await Record.ExceptionAsync(call);
        Assert.True(exception is StoreUnavailableException, $"{name}: {exception}");
        Assert.Equal(typeof(TServer) == typeof(RedisServer) ? "The store (Redis) cannot be reached." : "The store (PostgreSQL) cannot be reached.", exception.Message);
        Assert.DoesNotContain("secret-", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(SecretOf(_server), exception.ToString(), StringComparison.Ordinal);
    }

    private ServiceProvider Open()
    {
        var services = new ServiceCollection();
        Register(services, _server);
        return services.BuildServiceProvider();
    }
}

public sealed class RedisDownTests : ServerDownTests<RedisServer>
{
    protected override string? Missing => RedisServer.Missing;

    protected override void Register(IServiceCollection services, RedisServer server) => services.AddFhirGatewayRedisStore(server.ConnectionString);

    protected override string SecretOf(RedisServer server) => "not-to-be-told";
}

public sealed class PostgreSqlDownTests : ServerDownTests<PostgreSqlServer>
{
    protected override string? Missing => PostgreSqlServer.Missing;

    protected override void Register(IServiceCollection services, PostgreSqlServer server) => services.AddFhirGatewayPostgreSqlStore(server.ConnectionString);

    protected override string SecretOf(PostgreSqlServer server) => "not-to-be-told";

    protected override IEnumerable<(string Name, Func<Task> Call)> Calls(IServiceProvider node)
    {
        var audit = node.GetRequiredService<IAuditStore>();
        return
        [
            .. base.Calls(node),
            ("append", async () => await audit.AppendAsync([AuditRecord.After("node", null, TimeProvider.System.GetUtcNow(), Encoding.UTF8.GetBytes("secret-value"))])),
            ("last", async () => await audit.GetLastAsync("node")),
            ("nodes", async () => await audit.GetNodesAsync()),
            ("read", async () => await audit.ReadAsync("node").ToListAsync()),
        ];
    }
}
