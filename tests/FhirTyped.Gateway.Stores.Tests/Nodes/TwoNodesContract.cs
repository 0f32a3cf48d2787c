using System.Net;
using FhirTyped.Gateway.Tests;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>Two nodes of a gateway on one store: a login at one is there at the other, a token is refreshed once, and what was acknowledged survives a node.</summary>
public abstract class TwoNodesContract<TPlace> : IAsyncLifetime
    where TPlace : StorePlace, new()
{
    private readonly TPlace _place = new();
    private readonly ShiftedClock _clock = new();
    private GatewayStores _stores = null!;
    private Hospital _hospital = null!;

    public async ValueTask InitializeAsync()
    {
        await _place.SetUpAsync();
        _stores = new GatewayStores(_clock);
        _hospital = await Hospital.StartAsync(clock: _clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (_hospital is not null)
        {
            await _hospital.DisposeAsync();
        }

        await _place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Who_logs_in_at_one_node_is_connected_at_the_other_and_logs_out_of_both()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        using var browser = new Browser(here);
        await browser.ConnectAsync();
        using var second = new Browser(there) { Session = browser.Session };

        Assert.Equal(HttpStatusCode.OK, (await second.ReadAsync("/test/epic/Patient/p1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/auth/epic/logout", ("X-Requested-With", "test"))).Status);

        // By a word on the bus, or when what the node has read is too old.
        for (var i = 0; i < 600 && (await second.ReadAsync("/test/epic/Patient/p1")).Status == HttpStatusCode.OK; i++)
        {
            await Task.Delay(20);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await second.ReadAsync("/test/epic/Patient/p1")).Status);
    }

    [Fact]
    public async Task A_hundred_callers_at_the_end_of_a_token_make_one_refresh()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        using var browser = new Browser(here);
        await browser.ConnectAsync();
        using var second = new Browser(there) { Session = browser.Session };
        _clock.Advance(TimeSpan.FromMinutes(61));

        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => (i % 2 == 0 ? browser : second).ReadAsync("/test/epic/Patient/p1"))));

        Assert.All(all, static one => Assert.Equal(HttpStatusCode.OK, one.Status));
        Assert.Equal(2, _hospital.TokenRequests);
    }

    [Fact]
    public async Task What_a_node_acknowledged_is_there_when_it_is_gone()
    {
        var here = await StartAsync();
        await using var there = await StartAsync();
        using var browser = new Browser(here);
        await browser.ConnectAsync();
        var session = browser.Session;
        _clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);
        await here.DisposeAsync();
        using var second = new Browser(there) { Session = session };

        Assert.Equal(HttpStatusCode.OK, (await second.ReadAsync("/test/epic/Patient/p1")).Status);
        Assert.Equal(2, _hospital.TokenRequests);
    }

    private Task<GatewayNode> StartAsync() => GatewayNode.StartAsync(
        _stores, [_hospital],
        static options =>
        {
            options.Sessions.IdleTimeout = TimeSpan.FromDays(1);
            options.Sessions.MaximumLifetime = TimeSpan.FromDays(7);
        },
        add: _place.Register);
}

public sealed class TwoNodesOnSqliteTests : TwoNodesContract<SqlitePlace>;

public sealed class TwoNodesOnRedisTests : TwoNodesContract<RedisPlace>;

public sealed class TwoNodesOnGarnetTests : TwoNodesContract<GarnetPlace>;

public sealed class TwoNodesOnPostgreSqlTests : TwoNodesContract<PostgreSqlPlace>;
