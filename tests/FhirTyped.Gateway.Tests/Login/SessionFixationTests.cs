using System.Net;

namespace FhirTyped.Gateway.Tests.Login;

/// <summary>Cookies that somebody else put into a browser, and their attributes.</summary>
public sealed class SessionFixationTests
{
    [Fact]
    public async Task G59_A_planted_value_is_not_taken_for_a_session()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        foreach (var planted in new[] { SessionIdentity.NewSecret(), "3f8e2d6c-0f0e-4f5e-9d0a-1b2c3d4e5f60", new string('A', 43), "x" })
        {
            using var browser = new Browser(node) { Session = planted };
            await browser.BeginAsync();
            Assert.NotEqual(planted, browser.Session);
            using var attacker = new Browser(node) { Session = planted };
            await browser.ConnectAsync();
            Assert.Equal(HttpStatusCode.Unauthorized, (await attacker.ReadAsync("/test/epic/Patient/p1")).Status);
        }
    }

    [Fact]
    public async Task G59_A_planted_session_of_the_attackers_own_has_another_id_after_the_login()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var attacker = new Browser(node);
        await attacker.BeginAsync();
        var planted = attacker.Session;
        using var victim = new Browser(node) { Session = planted };
        await victim.ConnectAsync();
        Assert.NotEqual(planted, victim.Session);
        Assert.Equal(HttpStatusCode.OK, (await victim.ReadAsync("/test/epic/Patient/p1")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await attacker.ReadAsync("/test/epic/Patient/p1")).Status);
        Assert.Null(await node.Sessions.Store.GetAsync(SessionIdentity.IdOfSecret(planted)!));
    }

    [Fact]
    public async Task A_second_login_has_a_new_id_again_and_keeps_the_first_connection()
    {
        await using var epic = await Hospital.StartAsync("epic");
        await using var oracle = await Hospital.StartAsync("oracle-health");
        await using var node = await GatewayNode.StartAsync(new(), [epic, oracle]);
        using var browser = new Browser(node);
        await browser.ConnectAsync("epic", "p2");
        var first = browser.Session;
        await browser.ConnectAsync("oracle-health");
        Assert.NotEqual(first, browser.Session);
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/epic/Patient/p2")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/oracle-health/Patient/p1")).Status);
        using var old = new Browser(node) { Session = first };
        Assert.Equal(HttpStatusCode.Unauthorized, (await old.ReadAsync("/test/epic/Patient/p2")).Status);
    }

    [Fact]
    public async Task On_loopback_without_TLS_the_cookie_is_for_the_gateway_alone()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        using var response = await browser.GetAsync("/auth/epic/login");
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^fhir-gateway=[A-Za-z0-9_-]{43}; path=/; samesite=lax; httponly$", cookie);
    }

    [Fact]
    public async Task Under_https_no_other_host_can_set_the_cookie()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital], static options => options.PublicUrl = new Uri("https://gateway.example.org"));
        using var browser = new Browser(node);
        using var response = await browser.GetAsync("/auth/epic/login");
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^__Host-fhir-gateway=[A-Za-z0-9_-]{43}; path=/; secure; samesite=lax; httponly$", cookie);
    }
}
