using System.Net;

namespace FhirTyped.Gateway.Tests.Sessions;

/// <summary>A token that ends while many ask, at several nodes.</summary>
public sealed class RefreshTests
{
    private readonly ShiftedClock _clock = new();

    [Fact]
    public async Task A_hundred_callers_at_two_nodes_make_one_refresh_and_the_next_one_too()
    {
        await using var hospital = await Hospital.StartAsync(clock: _clock);
        var stores = new GatewayStores(_clock);
        await using var here = await GatewayNode.StartAsync(stores, [hospital], LongSessions);
        await using var there = await GatewayNode.StartAsync(stores, [hospital], LongSessions);
        using var browser = new Browser(here);
        await browser.ConnectAsync();
        using var second = new Browser(there) { Session = browser.Session };
        for (var round = 2; round < 5; round++)
        {
            _clock.Advance(TimeSpan.FromMinutes(61));
            var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => (i % 2 == 0 ? browser : second).ReadAsync("/test/epic/Patient/p1"))));
            Assert.All(all, static one => Assert.Equal(HttpStatusCode.OK, one.Status));
            Assert.Equal(round, hospital.TokenRequests);
        }
    }

    [Fact]
    public async Task A_hundred_callers_at_two_nodes_that_never_saw_the_session_make_one_refresh()
    {
        await using var hospital = await Hospital.StartAsync(clock: _clock);
        var stores = new GatewayStores(_clock);
        await using var first = await GatewayNode.StartAsync(stores, [hospital], LongSessions);
        using var browser = new Browser(first);
        await browser.ConnectAsync();
        _clock.Advance(TimeSpan.FromMinutes(61));
        await using var here = await GatewayNode.StartAsync(stores, [hospital], LongSessions);
        await using var there = await GatewayNode.StartAsync(stores, [hospital], LongSessions);
        var caller = await CallerAsync(first, browser);
        var tokens = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            var node = i % 2 == 0 ? here : there;
            var connection = await node.Sessions.FindAsync(caller, node.Platform("epic"), default);
            return (await connection!.Credential.GetAsync(hospital.Sandbox.BaseUrl))!.ToHeaderValue();
        })));
        Assert.Single(tokens.Distinct(StringComparer.Ordinal));
        Assert.Equal(2, hospital.TokenRequests);
    }

    [Fact]
    public async Task A_node_that_is_stopped_before_it_has_asked_holds_the_others_up_no_longer_than_its_lease()
    {
        await using var hospital = await Hospital.StartAsync(clock: _clock);
        var leases = new NodeLeaseStore(new GatewayStores(_clock).Leases);
        var stores = new GatewayStores(_clock) { Leases = leases };
        await using var node = await GatewayNode.StartAsync(stores, [hospital], LongSessions);
        using var browser = new Browser(node);
        await browser.ConnectAsync();
        _clock.Advance(TimeSpan.FromMinutes(61));
        Assert.NotNull(await leases.TryAcquireAsync("refresh|" + SessionIdentity.IdOfSecret(browser.Session) + "|epic", TimeSpan.FromSeconds(31)));
        var waiting = browser.ReadAsync("/test/epic/Patient/p1");
        await leases.Refused.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((false, 1), (waiting.IsCompleted, hospital.TokenRequests));
        _clock.Advance(TimeSpan.FromSeconds(32));
        Assert.Equal((HttpStatusCode.OK, 2), ((await waiting).Status, hospital.TokenRequests));
    }

    [Fact]
    public async Task A_node_that_is_stopped_with_the_new_tokens_in_its_hand_ends_the_session_and_nothing_else()
    {
        await using var hospital = await Hospital.StartAsync(clock: _clock);
        var leases = new NodeLeaseStore(new GatewayStores(_clock).Leases);
        var stores = new GatewayStores(_clock) { Leases = leases };
        var dying = new NodeSessionStore(stores.Sessions);
        await using var here = await GatewayNode.StartAsync(new GatewayStores(_clock) { Sessions = dying, Leases = leases, Once = stores.Once, Bus = stores.Bus, Keys = stores.Keys }, [hospital], LongSessions);
        await using var there = await GatewayNode.StartAsync(stores, [hospital], LongSessions);
        using var browser = new Browser(here);
        await browser.ConnectAsync();
        _clock.Advance(TimeSpan.FromMinutes(61));
        dying.IsDead = true;
        using var cut = new CancellationTokenSource();
        var caller = await CallerAsync(there, browser);
        var lost = await here.Sessions.FindAsync(caller, here.Platform("epic"), default);
        var asking = Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await lost!.Credential.GetAsync(hospital.Sandbox.BaseUrl, cut.Token));
        await dying.Lost.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await cut.CancelAsync();
        await asking;
        Assert.Equal(2, hospital.TokenRequests);

        using var second = new Browser(there) { Session = browser.Session };
        var waiting = second.ReadAsync("/test/epic/Patient/p1");
        await leases.Refused.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(32));

        // The server has given new tokens, and takes the old one for a theft: the person logs in again.
        Assert.Equal(HttpStatusCode.Unauthorized, (await waiting).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.ReadAsync("/test/epic/Patient/p1")).Status);
        Assert.Equal(3, hospital.TokenRequests);
        await second.ConnectAsync();
        Assert.Equal(HttpStatusCode.OK, (await second.ReadAsync("/test/epic/Patient/p1")).Status);
    }

    [Fact]
    public async Task G63_A_lease_that_has_ended_is_not_given_back_in_the_place_of_the_next_one()
    {
        var leases = new GatewayStores(_clock).Leases;
        var late = await RefreshLease.TakeAsync(leases, "s", "epic", TimeSpan.FromSeconds(10), _clock, null, default);
        _clock.Advance(TimeSpan.FromSeconds(12));
        await using var mine = await RefreshLease.TakeAsync(leases, "s", "epic", TimeSpan.FromSeconds(10), _clock, null, default);
        await late!.DisposeAsync();
        Assert.Null(await leases.TryAcquireAsync("refresh|s|epic", TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_second_login_while_a_token_is_refreshed_loses_neither()
    {
        await using var epic = await Hospital.StartAsync("epic", _clock);
        await using var oracle = await Hospital.StartAsync("oracle-health", _clock);
        await using var node = await GatewayNode.StartAsync(new(_clock), [epic, oracle], LongSessions);
        using var browser = new Browser(node);
        await browser.ConnectAsync("epic");
        _clock.Advance(TimeSpan.FromMinutes(61));
        var callback = await browser.ConsentAsync(await browser.BeginAsync("oracle-health"));
        await Task.WhenAll(browser.ReadAsync("/test/epic/Patient/p1"), browser.ReadAsync(callback.AbsoluteUri));
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/oracle-health/Patient/p1")).Status);
    }

    private static void LongSessions(FhirGatewayOptions options) => options.Sessions.IdleTimeout = TimeSpan.FromHours(12);

    private static async Task<GatewayCaller> CallerAsync(GatewayNode node, Browser browser)
    {
        var id = SessionIdentity.IdOfSecret(browser.Session)!;
        return new() { Subject = (await node.Sessions.GetAsync(id, default))!.Subject, SessionId = id };
    }
}
