using System.Net;
using System.Web;

namespace FhirTyped.Gateway.Tests.Login;

/// <summary>Callbacks that are not the answer to this browser's login.</summary>
public sealed class CallbackTests
{
    [Fact]
    public async Task G52_Login_CSRF_A_callback_in_another_browser_is_refused_and_the_login_is_dead()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var attacker = new Browser(node);
        using var victim = new Browser(node);
        using var stranger = new Browser(node);
        await victim.BeginAsync();
        foreach (var other in new[] { victim, stranger })
        {
            // The attacker logs in as himself, and has the victim's browser finish it.
            var callback = await attacker.ConsentAsync(await attacker.BeginAsync());
            var (status, body) = await other.ReadAsync(callback.AbsoluteUri);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains("another browser", body, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Unauthorized, (await other.ReadAsync("/test/epic/Patient/p1")).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await attacker.ReadAsync(callback.AbsoluteUri)).Status);
        }

        Assert.Equal(0, hospital.TokenRequests);
    }

    [Fact]
    public async Task A_replayed_callback_is_refused()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        var callback = await browser.ConsentAsync(await browser.BeginAsync());
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync(callback.AbsoluteUri)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.ReadAsync(callback.AbsoluteUri)).Status);
        Assert.Equal((1, HttpStatusCode.OK), (hospital.TokenRequests, (await browser.ReadAsync("/test/epic/Patient/p1")).Status));
    }

    [Fact]
    public async Task Of_many_callbacks_at_once_one_is_taken()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        var callback = await browser.ConsentAsync(await browser.BeginAsync());
        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => browser.ReadAsync(callback.AbsoluteUri))));
        Assert.Single(all, static one => one.Status == HttpStatusCode.OK);
        Assert.Equal(1, hospital.TokenRequests);
    }

    [Fact]
    public async Task Mixed_up_A_callback_with_the_issuer_of_the_other_server_is_refused_before_its_code_is_sent()
    {
        await using var epic = await Hospital.StartAsync("epic");
        await using var oracle = await Hospital.StartAsync("oracle-health");
        await using var node = await GatewayNode.StartAsync(new(), [epic, oracle]);
        using var browser = new Browser(node);
        var fromEpic = HttpUtility.ParseQueryString((await browser.ConsentAsync(await browser.BeginAsync("epic"))).Query);
        var fromOracle = HttpUtility.ParseQueryString((await browser.ConsentAsync(await browser.BeginAsync("oracle-health"))).Query);

        // The state of one login with the code and the issuer of the other: where no issuer is compared, the code goes to the wrong server.
        foreach (var (state, other) in new[] { (fromEpic["state"], fromOracle), (fromOracle["state"], fromEpic) })
        {
            var (status, _) = await browser.ReadAsync($"/oauth/callback?state={state}&code={other["code"]}&iss={Uri.EscapeDataString(other["iss"]!)}");
            Assert.Equal(HttpStatusCode.BadRequest, status);
        }

        Assert.Equal((0, 0), (epic.TokenRequests, oracle.TokenRequests));
    }

    [Fact]
    public async Task A_callback_that_does_not_say_from_whom_it_is_is_refused_where_the_server_always_does()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        var query = HttpUtility.ParseQueryString((await browser.ConsentAsync(await browser.BeginAsync())).Query);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.ReadAsync($"/oauth/callback?state={query["state"]}&code={query["code"]}")).Status);
        Assert.Equal(0, hospital.TokenRequests);
    }

    [Fact]
    public async Task Two_logins_are_under_way_in_one_browser()
    {
        await using var epic = await Hospital.StartAsync("epic");
        await using var oracle = await Hospital.StartAsync("oracle-health");
        await using var node = await GatewayNode.StartAsync(new(), [epic, oracle]);
        using var browser = new Browser(node);
        var first = await browser.BeginAsync("epic");
        var second = await browser.BeginAsync("oracle-health");
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync((await browser.ConsentAsync(second)).AbsoluteUri)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync((await browser.ConsentAsync(first)).AbsoluteUri)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/oracle-health/Patient/p1")).Status);
    }

    [Theory]
    [InlineData("/oauth/callback")]
    [InlineData("/oauth/callback?code=planted-value")]
    [InlineData("/oauth/callback?error=planted-value")]
    [InlineData("/oauth/callback?state=planted-value&code=planted-value")]
    [InlineData("/oauth/callback?state=planted-value&state=planted-value&code=x")]
    [InlineData("/oauth/callback?state=planted-value&error=%3Cscript%3Eplanted-value&error_description=planted-value")]
    public async Task What_is_not_the_answer_to_a_login_is_refused_and_not_repeated(string address)
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        await browser.BeginAsync();
        var (status, body) = await browser.ReadAsync(address);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.DoesNotContain("planted", body, StringComparison.Ordinal);
        Assert.Equal(0, hospital.TokenRequests);
    }

    [Fact]
    public async Task An_address_that_sends_many_callbacks_waits()
    {
        await using var hospital = await Hospital.StartAsync();
        var clock = new ShiftedClock();
        await using var node = await GatewayNode.StartAsync(new(clock), [hospital]);
        using var browser = new Browser(node);

        // Wherever in its minute the clock is, 41 requests have more than 20 in one of two.
        var last = await browser.GetAsync("/oauth/callback?state=x");
        for (var i = 0; i < 40 && last.StatusCode != HttpStatusCode.TooManyRequests; i++)
        {
            last.Dispose();
            browser.Session = SessionIdentity.NewSecret();
            last = await browser.GetAsync("/oauth/callback?state=x");
        }

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(1)), (last.StatusCode, last.Headers.RetryAfter!.Delta));
        last.Dispose();
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.ReadAsync("/oauth/callback?state=x")).Status);
    }

    [Fact]
    public async Task A_login_that_took_too_long_is_over()
    {
        var clock = new ShiftedClock();
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(clock), [hospital]);
        using var browser = new Browser(node);
        var callback = await browser.ConsentAsync(await browser.BeginAsync());
        clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.ReadAsync(callback.AbsoluteUri)).Status);
        Assert.Equal(0, hospital.TokenRequests);
    }
}
