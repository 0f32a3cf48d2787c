using System.Net;

namespace FhirTyped.Gateway.Tests.Login;

/// <summary>Status, waiting and the end of connections.</summary>
public sealed class LogoutTests
{
    private static readonly (string, string) Script = ("X-Requested-With", "XMLHttpRequest");

    [Fact]
    public async Task Status_says_what_the_caller_is_connected_to()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        var before = (await browser.JsonAsync("/auth/status"))["platforms"]!["epic"]!.AsObject();
        Assert.Equal(["authenticated", "has_token", "platform_id", "scopes", "shared", "token_expires_at"], before.Select(static one => one.Key).Order(StringComparer.Ordinal));
        Assert.Equal((false, false), ((bool)before["authenticated"]!, (bool)before["has_token"]!));
        await browser.ConnectAsync();
        var after = (await browser.JsonAsync("/auth/status"))["platforms"]!["epic"]!;
        Assert.Equal((true, true), ((bool)after["authenticated"]!, (bool)after["has_token"]!));
        Assert.True((DateTimeOffset)after["token_expires_at"]! > TimeProvider.System.GetUtcNow());
        Assert.Contains("patient/Patient.rs", after["scopes"]!.AsArray().Select(static scope => (string)scope!));
        Assert.False((bool)(await new Browser(node).JsonAsync("/auth/status"))["platforms"]!["epic"]!["authenticated"]!);
    }

    [Fact]
    public async Task Who_waits_at_another_node_is_told_at_once()
    {
        await using var hospital = await Hospital.StartAsync();
        var stores = new GatewayStores();
        await using var here = await GatewayNode.StartAsync(stores, [hospital]);
        await using var there = await GatewayNode.StartAsync(stores, [hospital]);
        using var browser = new Browser(here);
        var authorize = await browser.BeginAsync();
        using var second = new Browser(there) { Session = browser.Session };
        var waiting = second.JsonAsync("/auth/epic/wait?timeout=60");
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync((await browser.ConsentAsync(authorize)).AbsoluteUri)).Status);
        var answer = await waiting;
        Assert.Equal(["success", "message", "expires_in"], answer.Select(static one => one.Key));
        Assert.True((bool)answer["success"]!);
        Assert.InRange((long)answer["expires_in"]!, 60, 3600);
        Assert.True((bool)(await browser.JsonAsync("/auth/epic/wait?timeout=1"))["success"]!);
    }

    [Fact]
    public async Task Who_waits_is_told_although_the_word_was_lost()
    {
        await using var hospital = await Hospital.StartAsync();
        var stores = new GatewayStores { Bus = new SilentBus() };
        await using var here = await GatewayNode.StartAsync(stores, [hospital]);
        await using var there = await GatewayNode.StartAsync(stores, [hospital]);
        using var browser = new Browser(here);
        var authorize = await browser.BeginAsync();
        using var second = new Browser(there) { Session = browser.Session };
        var waiting = second.JsonAsync("/auth/epic/wait?timeout=60");
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync((await browser.ConsentAsync(authorize)).AbsoluteUri)).Status);
        Assert.True((bool)(await waiting)["success"]!);
    }

    [Fact]
    public async Task Ten_wait_for_a_login_and_no_more()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        var authorize = await browser.BeginAsync();
        var session = browser.Session;
        var waiting = Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            using var one = new Browser(node) { Session = session };
            return (await one.ReadAsync("/auth/epic/wait?timeout=60")).Status;
        })).ToList();
        for (var refused = 0; refused < 10; refused++)
        {
            var first = await Task.WhenAny(waiting);
            Assert.Equal(HttpStatusCode.TooManyRequests, await first);
            waiting.Remove(first);
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync((await browser.ConsentAsync(authorize)).AbsoluteUri)).Status);
        Assert.All(await Task.WhenAll(waiting), static status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task Who_waits_in_vain_is_told_so()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        await browser.BeginAsync();
        var answer = await browser.JsonAsync("/auth/epic/wait?timeout=1");
        Assert.Equal((false, null), ((bool)answer["success"]!, answer["expires_in"]));
    }

    [Fact]
    public async Task Logging_out_at_one_node_ends_it_at_all_and_revokes_the_tokens()
    {
        await using var hospital = await Hospital.StartAsync();
        var stores = new GatewayStores();
        await using var here = await GatewayNode.StartAsync(stores, [hospital], static options => options.Sessions.CacheTime = TimeSpan.FromHours(1));
        await using var there = await GatewayNode.StartAsync(stores, [hospital], static options => options.Sessions.CacheTime = TimeSpan.FromHours(1));
        using var browser = new Browser(here);
        await browser.ConnectAsync();
        using var second = new Browser(there) { Session = browser.Session };
        Assert.Equal(HttpStatusCode.OK, (await second.ReadAsync("/test/epic/Patient/p1")).Status);
        var caller = new GatewayCaller { Subject = (await here.Sessions.GetAsync(SessionIdentity.IdOfSecret(browser.Session)!, default))!.Subject, SessionId = SessionIdentity.IdOfSecret(browser.Session) };
        var old = await there.Sessions.FindAsync(caller, there.Platform("epic"), default);
        var token = (await old!.Credential.GetAsync(hospital.Sandbox.BaseUrl))!;

        var (status, answer) = await browser.PostAsync("/auth/epic/logout", Script);
        Assert.Equal((HttpStatusCode.OK, true, true), (status, (bool)answer["success"]!, (bool)answer["token_revoked"]!));
        Assert.Equal(["success", "message", "token_revoked"], answer.Select(static one => one.Key));
        Assert.Null(await there.Sessions.FindAsync(caller, there.Platform("epic"), default));
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.ReadAsync("/test/epic/Patient/p1")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);

        // What somebody got before is worth nothing at the server, and cannot be renewed.
        using var http = hospital.Sandbox.CreateHttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", token.ToHeaderValue());
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(new Uri("Patient/p1", UriKind.Relative))).StatusCode);
        var requests = hospital.TokenRequests;
        Assert.True(await old.Credential.InvalidateAsync(hospital.Sandbox.BaseUrl, token));
        await Assert.ThrowsAsync<Auth.FhirLoginRequiredException>(async () => await old.Credential.GetAsync(hospital.Sandbox.BaseUrl));
        Assert.Equal(requests, hospital.TokenRequests);
    }

    [Fact]
    public async Task The_connection_is_gone_although_the_server_does_not_answer()
    {
        var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        await browser.ConnectAsync();
        await hospital.DisposeAsync();
        var (status, answer) = await browser.PostAsync("/auth/epic/logout", Script);
        Assert.Equal((HttpStatusCode.OK, true, false), (status, (bool)answer["success"]!, (bool)answer["token_revoked"]!));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);
        Assert.False((bool)(await browser.PostAsync("/auth/epic/logout", Script)).Body["success"]!);
    }

    [Fact]
    public async Task Logging_out_of_the_gateway_ends_the_session_with_all_connections()
    {
        await using var epic = await Hospital.StartAsync("epic");
        await using var oracle = await Hospital.StartAsync("oracle-health");
        await using var node = await GatewayNode.StartAsync(new(), [epic, oracle]);
        using var browser = new Browser(node);
        await browser.ConnectAsync("epic");
        await browser.ConnectAsync("oracle-health");
        var session = browser.Session;
        var (_, answer) = await browser.PostAsync("/auth/logout", Script);
        Assert.Equal((true, true), ((bool)answer["success"]!, (bool)answer["token_revoked"]!));
        Assert.Null(browser.Session);
        Assert.Null(await node.Sessions.Store.GetAsync(SessionIdentity.IdOfSecret(session)!));
        Assert.All(new[] { epic, oracle }, static hospital => Assert.Contains(hospital.Sandbox.Requests, static request => request.Interaction == "revoke"));
    }

    public static TheoryData<string?, string?, bool> Origins { get; } = new()
    {
        { null, null, false },
        { null, "XMLHttpRequest", true },
        { "own", null, true },
        { "https://evil.example", null, false },
        { "https://evil.example", "XMLHttpRequest", false },
        { "null", null, false },
        { "own.evil.example", null, false },
    };

    [Theory]
    [MemberData(nameof(Origins))]
    public async Task A_page_of_another_origin_logs_nobody_out(string? origin, string? requestedWith, bool isTaken)
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        await browser.ConnectAsync();
        var headers = new List<(string, string)>();
        if (origin is not null)
        {
            headers.Add(("Origin", origin.Replace("own", node.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)));
        }

        if (requestedWith is not null)
        {
            headers.Add(("X-Requested-With", requestedWith));
        }

        foreach (var address in new[] { "/auth/epic/logout", "/auth/logout" })
        {
            Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await browser.PostAsync(address, [.. headers])).Status);
        }

        Assert.Equal(isTaken ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);
    }

    private sealed class SilentBus : IGatewayBus
    {
        public ValueTask PublishAsync(string topic, string message, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public ValueTask<IAsyncDisposable> SubscribeAsync(string topic, Action<string> received, CancellationToken cancellationToken = default) => new(new Nothing());

        private sealed class Nothing : IAsyncDisposable
        {
            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
