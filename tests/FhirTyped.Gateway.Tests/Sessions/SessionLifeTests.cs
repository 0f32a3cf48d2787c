using System.Net;

namespace FhirTyped.Gateway.Tests.Sessions;

/// <summary>How long sessions live, and how often the store is asked about them.</summary>
public sealed class SessionLifeTests
{
    private readonly ShiftedClock _clock = new();

    [Fact]
    public async Task A_session_that_is_used_lives_on_to_its_longest_life_and_one_that_is_not_ends()
    {
        var stores = new GatewayStores(_clock);
        await using var node = await StartAsync(stores);
        var (secret, session) = await node.Sessions.StartAsync(SessionIdentity.NewAnonymousSubject(), default);
        for (var minutes = 20; minutes < 180; minutes += 20)
        {
            _clock.Advance(TimeSpan.FromMinutes(20));
            Assert.NotNull(await node.Sessions.GetAsync(session.Id, default));
        }

        _clock.Advance(TimeSpan.FromMinutes(19));
        Assert.NotNull(await node.Sessions.GetAsync(session.Id, default));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await node.Sessions.GetAsync(session.Id, default));
        Assert.Equal(session.Id, SessionIdentity.IdOfSecret(secret));

        var (_, idle) = await node.Sessions.StartAsync(SessionIdentity.NewAnonymousSubject(), default);
        _clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Null(await node.Sessions.GetAsync(idle.Id, default));
    }

    [Fact]
    public async Task Many_requests_read_a_session_once_and_write_its_end_once_in_a_minute()
    {
        var stores = new GatewayStores(_clock);
        var counted = new NodeSessionStore(stores.Sessions);
        stores.Sessions = counted;
        await using var node = await StartAsync(stores);
        var (_, session) = await node.Sessions.StartAsync(SessionIdentity.NewAnonymousSubject(), default);
        for (var i = 0; i < 50; i++)
        {
            Assert.NotNull(await node.Sessions.GetAsync(session.Id, default));
        }

        Assert.Equal(0, counted.Extensions);
        for (var minute = 1; minute <= 3; minute++)
        {
            _clock.Advance(TimeSpan.FromSeconds(61));
            for (var i = 0; i < 50; i++)
            {
                Assert.NotNull(await node.Sessions.GetAsync(session.Id, default));
            }

            Assert.Equal((minute, minute + 1), (counted.Extensions, counted.Reads));
        }
    }

    [Fact]
    public async Task A_session_that_ended_elsewhere_is_gone_after_the_cache_time_although_no_word_came()
    {
        var stores = new GatewayStores(_clock);
        await using var node = await StartAsync(stores);
        var (_, session) = await node.Sessions.StartAsync(SessionIdentity.NewAnonymousSubject(), default);
        Assert.NotNull(await node.Sessions.GetAsync(session.Id, default));
        await stores.Sessions.DeleteAsync(session.Id);
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(await node.Sessions.GetAsync(session.Id, default));
    }

    [Fact]
    public async Task Everything_of_a_person_ends_at_all_nodes()
    {
        var stores = new GatewayStores(_clock);
        await using var here = await StartAsync(stores);
        await using var there = await StartAsync(stores);
        var (_, session) = await here.Sessions.StartAsync("https://idp.example|dr-who", default);
        await here.Sessions.ConnectPersonAsync("https://idp.example|dr-who", "epic", new ConnectionContent("{}", null), default);
        var shared = SessionIdentity.IdOfPerson("https://idp.example|dr-who");
        Assert.NotNull(await there.Sessions.GetAsync(session.Id, default));
        Assert.NotNull(await there.Sessions.GetAsync(shared, default));
        Assert.Equal(2, await here.Sessions.EndSubjectAsync("https://idp.example|dr-who", default));
        Assert.Null(await there.Sessions.GetAsync(session.Id, default));
        Assert.Null(await there.Sessions.GetAsync(shared, default));
    }

    [Fact]
    public void The_memory_of_a_node_is_bounded()
    {
        var cache = new SessionCache(_clock, TimeSpan.FromHours(1), 100);
        for (var i = 0; i < 1000; i++)
        {
            cache.Put(new StoredSession(i.ToString(System.Globalization.CultureInfo.InvariantCulture), "x", _clock.GetUtcNow(), _clock.GetUtcNow()), cache.Changes);
            Assert.InRange(cache.Count, 1, 100);
        }

        Assert.NotNull(cache.Find("999"));
    }

    [Fact]
    public void What_was_read_before_a_word_of_a_change_is_read_again()
    {
        var cache = new SessionCache(_clock, TimeSpan.FromHours(1));
        var before = cache.Changes;
        cache.Invalidate("1");
        cache.Put(new StoredSession("1", "x", _clock.GetUtcNow(), _clock.GetUtcNow()), before);
        Assert.Null(cache.Find("1"));
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_503_and_nothing_falls_back_to_memory()
    {
        await using var hospital = await Hospital.StartAsync();
        var stores = new GatewayStores { Once = new BrokenStore() };
        await using var node = await GatewayNode.StartAsync(stores, [hospital]);
        using var browser = new Browser(node);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.ReadAsync("/auth/epic/login")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.ReadAsync("/oauth/callback?state=x&code=y")).Status);
    }

    private Task<GatewayNode> StartAsync(GatewayStores stores) => GatewayNode.StartAsync(stores, [], static options =>
    {
        options.Sessions.IdleTimeout = TimeSpan.FromMinutes(30);
        options.Sessions.MaximumLifetime = TimeSpan.FromHours(3);
    });

    private sealed class BrokenStore : IOnceStore
    {
        public ValueTask<bool> PutAsync(string key, ReadOnlyMemory<byte> value, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) => throw Broken();

        public ValueTask<ReadOnlyMemory<byte>?> TakeAsync(string key, CancellationToken cancellationToken = default) => throw Broken();

        public ValueTask<ReadOnlyMemory<byte>?> PeekAsync(string key, CancellationToken cancellationToken = default) => throw Broken();

        private static StoreUnavailableException Broken() => new("test", new IOException("away"));
    }
}
