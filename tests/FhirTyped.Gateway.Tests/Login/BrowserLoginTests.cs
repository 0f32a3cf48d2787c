using System.Net;
using System.Web;
using FhirTyped.Sandbox;

namespace FhirTyped.Gateway.Tests.Login;

/// <summary>A person logs in at a server through the gateway, and asks it things.</summary>
public sealed class BrowserLoginTests
{
    [Fact]
    public async Task A_person_picks_a_patient_and_reads_the_record()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);

        var authorize = await browser.BeginAsync();
        var query = HttpUtility.ParseQueryString(authorize.Query);
        Assert.Equal(
            ("code", "gateway", "S256", new Uri(node.Address, "/oauth/callback").AbsoluteUri), (query["response_type"], query["client_id"], query["code_challenge_method"], query["redirect_uri"]));
        Assert.DoesNotContain("launch", query["scope"]!.Split(' '));
        Assert.NotNull(query["nonce"]);

        using var done = await browser.GetAsync((await browser.ConsentAsync(authorize, patient: "p2")).AbsoluteUri);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (done.StatusCode, done.Content.Headers.ContentType!.MediaType));
        Assert.Contains("default-src 'none'", Assert.Single(done.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(done.Headers.GetValues("Referrer-Policy")));
        Assert.True(done.Headers.CacheControl!.NoStore);
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/epic/Patient/p2")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);
    }

    [Fact]
    public async Task G50_Login_as_JSON_sets_the_cookie_by_which_its_callback_is_taken()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        var begun = await browser.JsonAsync("/auth/epic/login?redirect=false");
        Assert.Equal(["authorization_url", "platform_id", "state"], begun.Select(static one => one.Key).Order(StringComparer.Ordinal));
        Assert.Equal("epic", (string?)begun["platform_id"]);
        Assert.NotNull(browser.Session);
        var callback = await browser.ConsentAsync(new Uri((string)begun["authorization_url"]!));
        Assert.Equal((string)begun["state"]!, HttpUtility.ParseQueryString(callback.Query)["state"]);
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync(callback.AbsoluteUri)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);
    }

    [Fact]
    public async Task An_EHR_launch_has_the_patient_of_the_EHR()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        var launch = hospital.Sandbox.CreateLaunchUri(new Uri(node.Address, "/auth/epic/launch"), new SandboxLaunch { PatientId = "p2" });
        using var begun = await browser.GetAsync(launch.AbsoluteUri);
        Assert.Equal(HttpStatusCode.Found, begun.StatusCode);
        var scopes = HttpUtility.ParseQueryString(begun.Headers.Location!.Query)["scope"]!.Split(' ');
        Assert.Contains("launch", scopes);
        Assert.DoesNotContain("launch/patient", scopes);
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync((await browser.ConsentAsync(begun.Headers.Location!)).AbsoluteUri)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/epic/Patient/p2")).Status);
    }

    [Fact]
    public async Task An_EHR_launch_from_a_server_that_is_not_configured_is_refused_before_anything_is_sent()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var evil = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        foreach (var iss in new[] { evil.Sandbox.BaseUrl.AbsoluteUri, "http://169.254.169.254/latest", "file:///etc/passwd", "x", hospital.Sandbox.BaseUrl.AbsoluteUri + "x" })
        {
            var (status, body) = await browser.ReadAsync("/auth/epic/launch?launch=1&iss=" + Uri.EscapeDataString(iss));
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.DoesNotContain(iss, body, StringComparison.Ordinal);
        }

        Assert.Empty(evil.Sandbox.Requests);
        Assert.Empty(hospital.Sandbox.Requests);
        Assert.Null(browser.Session);
    }

    [Theory]
    [InlineData("patient/Patient.rs", true)]
    [InlineData("patient/Patient.r openid", true)]
    [InlineData("patient/Patient.rs?x=y", true)]
    [InlineData("patient/Patient.cruds", false)]
    [InlineData("patient/*.rs", false)]
    [InlineData("user/Patient.rs", false)]
    [InlineData("patient/Patient.rs system/Patient.rs", false)]
    [InlineData("online_access", false)]
    [InlineData("launch", false)]
    [InlineData("%20", false)]
    public async Task Scopes_can_only_narrow_what_is_configured(string scopes, bool isTaken)
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        using var begun = await browser.GetAsync("/auth/epic/login?scopes=" + (scopes == "%20" ? scopes : Uri.EscapeDataString(scopes)));
        Assert.Equal(isTaken ? HttpStatusCode.Found : HttpStatusCode.BadRequest, begun.StatusCode);
        if (isTaken)
        {
            Assert.Equal(scopes, HttpUtility.ParseQueryString(begun.Headers.Location!.Query)["scope"]);
        }
    }

    [Fact]
    public async Task A_login_whose_scopes_were_narrowed_gives_those_alone()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        var authorize = await browser.BeginAsync(query: "?scopes=" + Uri.EscapeDataString("launch/patient patient/Observation.rs"));
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync((await browser.ConsentAsync(authorize)).AbsoluteUri)).Status);
        var platform = (await browser.JsonAsync("/auth/status"))["platforms"]!["epic"]!;
        Assert.Equal("launch/patient patient/Observation.rs", string.Join(' ', platform["scopes"]!.AsArray().Select(static scope => (string)scope!)));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);
    }

    public static TheoryData<string> EvilAddresses { get; } =
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\/evil.example", "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " /x", "javascript:alert(1)", "x", "/.//evil.example",
        "///evil.example", "/x\r\nSet-Cookie: a=b", "/\u00A0x", "/\u2044/evil.example", "?x", "#x", "/" + new string('x', 2000), "/%0a\u0000", "@evil.example", "http:/x", "/\u007f",
    ];

    [Theory]
    [MemberData(nameof(EvilAddresses))]
    public async Task A_return_address_out_of_the_gateway_is_refused(string address)
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        foreach (var path in new[] { "/auth/epic/login?redirect=false&return=", "/auth/epic/launch?launch=1&iss=" + Uri.EscapeDataString(hospital.Sandbox.BaseUrl.AbsoluteUri) + "&return=" })
        {
            using var response = await browser.GetAsync(path + Uri.EscapeDataString(address));
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.DoesNotContain("evil", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/explorer?x=1&y=%2F%2Fevil.example#part")]
    [InlineData("/api/fhir/epic/Patient?family=M%C3%BCller")]
    public async Task A_return_address_in_the_gateway_is_gone_to(string address)
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        var callback = await browser.ConsentAsync(await browser.BeginAsync(query: "?return=" + Uri.EscapeDataString(address)));
        using var done = await browser.GetAsync(callback.AbsoluteUri);
        Assert.Equal((HttpStatusCode.SeeOther, address), (done.StatusCode, done.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task What_the_person_refuses_is_said_and_nothing_is_kept()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var browser = new Browser(node);
        var callback = await browser.ConsentAsync(await browser.BeginAsync(), "deny");
        using var refused = await browser.GetAsync(callback.AbsoluteUri + "&error_uri=%3Cscript%3E");
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("access_denied", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("consented", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);
    }

    [Fact]
    public async Task Outside_development_nobody_gets_an_anonymous_session()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital], options => options.PublicUrl = new Uri("https://gateway.example.org"), "Production");
        using var browser = new Browser(node);
        using var response = await browser.GetAsync("/auth/epic/login");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/auth/nowhere/login", HttpStatusCode.NotFound)]
    [InlineData("/auth/epic/login?redirect=maybe", HttpStatusCode.BadRequest)]
    [InlineData("/auth/epic/login?return=/a&return=/b", HttpStatusCode.BadRequest)]
    [InlineData("/auth/epic/launch?launch=1", HttpStatusCode.BadRequest)]
    [InlineData("/auth/epic/wait?timeout=301", HttpStatusCode.BadRequest)]
    [InlineData("/auth/epic/wait?timeout=-1", HttpStatusCode.BadRequest)]
    [InlineData("/auth/epic/wait", HttpStatusCode.Unauthorized)]
    public async Task What_cannot_be_read_is_refused_in_words(string address, HttpStatusCode status)
    {
        await using var hospital = await Hospital.StartAsync();
        await using var node = await GatewayNode.StartAsync(new(), [hospital]);
        using var http = new HttpClient { BaseAddress = node.Address };
        using var response = await http.GetAsync(new Uri(node.Address, address));
        Assert.Equal((status, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var body = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        Assert.Equal(["error", "message"], body.Select(static one => one.Key));
    }
}
