using System.Net;
using System.Security.Cryptography;
using System.Text;
using FhirTyped.Capabilities;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Gateway.Tests.Callers;

/// <summary>Programs that ask for a person by a token of the hospital's identity provider.</summary>
public sealed class BearerTokenTests
{
    [Fact]
    public async Task A_token_says_who_asks_for_whom_and_what_he_may()
    {
        await using var idp = new IdentityProvider();
        await using var node = await StartAsync(idp, []);
        var caller = await CallerAsync(node, idp.Token(node.Address, change: static claims =>
        {
            claims["scp"] = new[] { "user/Observation.read", "profile" };
            claims["patient"] = "p7";
            claims["roles"] = new[] { "reader", "fhir-gateway-admin" };
        }));
        Assert.Equal((idp.Issuer + "|dr-who", "agent", "p7", true, false, true), (caller.Subject, caller.ClientId, caller.PatientId, caller.IsVerified, caller.IsByCookie, caller.IsAdministrator));
        Assert.Equal(["patient/Patient.rs", "user/Observation.read"], caller.Scopes!.Select(static scope => scope.ToString()));

        var other = await CallerAsync(node, idp.Token(node.Address, change: static claims =>
        {
            claims.Remove("client_id");
            claims.Remove("scope");
            claims["azp"] = "other-agent";
            claims["aud"] = new[] { "https://elsewhere.example", (string)claims["aud"] };
        }));
        Assert.Equal(("other-agent", null, false, 0), (other.ClientId, other.PatientId, other.IsAdministrator, other.Scopes!.Count));
        Assert.Equal(caller.SessionId, other.SessionId);
    }

    public static TheoryData<string> Wrong { get; } =
    [
        "foreign audience", "no audience", "foreign issuer", "expired", "not yet valid", "no end", "no subject", "subject is no text", "alg none", "HS256 with the public key", "HS256", "another key",
        "unknown key", "changed", "no JWT", "long",
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_token_that_is_not_for_the_gateway_or_not_true_is_401(string what)
    {
        await using var idp = new IdentityProvider();
        await using var hospital = await Hospital.StartAsync(automatic: new() { PatientId = "p1" });
        await using var node = await StartAsync(idp, [hospital], static options => (options.IsOpen, options.AllowAnonymous) = (true, true));
        var token = WrongToken(what, idp, node);
        foreach (var address in new[] { "/test/epic/Patient/p1", "/auth/status", "/auth/epic/login" })
        {
            using var response = await AskAsync(node, address, token);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.DoesNotContain(token, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            if (address != "/test/epic/Patient/p1")
            {
                Assert.Equal("Bearer error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString());
            }
        }

        Assert.DoesNotContain(hospital.Sandbox.Requests, static request => request.ResourceType.Length > 0);
    }

    [Fact]
    public async Task Where_a_token_and_a_cookie_are_there_the_token_counts()
    {
        await using var idp = new IdentityProvider();
        await using var hospital = await Hospital.StartAsync();
        await using var node = await StartAsync(idp, [hospital]);
        using var browser = new Browser(node);
        await browser.ConnectAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);
        foreach (var token in new[] { idp.Token(node.Address), WrongToken("expired", idp, node) })
        {
            using var response = await AskAsync(node, "/test/epic/Patient/p1", token, browser.Session);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_persons_browser_and_an_agent_with_that_persons_token_share_connections()
    {
        await using var idp = new IdentityProvider();
        await using var hospital = await Hospital.StartAsync();
        await using var node = await StartAsync(idp, [hospital]);
        var (secret, _) = await node.Sessions.StartAsync(idp.Issuer + "|dr-who", default);
        using var browser = new Browser(node) { Session = secret };
        await browser.ConnectAsync();
        Assert.NotEqual(secret, browser.Session);
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(node, "/test/epic/Patient/p1", idp.Token(node.Address))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(node, "/test/epic/Patient/p1", idp.Token(node.Address, "dr-no"))).StatusCode);
    }

    [Fact]
    public async Task A_login_that_a_program_began_gives_the_browser_nothing_but_this_login()
    {
        await using var idp = new IdentityProvider();
        await using var hospital = await Hospital.StartAsync();
        await using var node = await StartAsync(idp, [hospital]);
        var token = idp.Token(node.Address, change: static claims => claims["scope"] = "patient/Observation.rs");
        using var begun = await AskAsync(node, "/auth/epic/login?redirect=false", token);
        var answer = System.Text.Json.Nodes.JsonNode.Parse(await begun.Content.ReadAsStringAsync())!;
        var cookie = Assert.Single(begun.Headers.GetValues("Set-Cookie")).Split(';')[0].Split('=', 2)[1];
        using var browser = new Browser(node) { Session = cookie };

        // The scopes of the token would not bind whoever had a session of the person.
        Assert.Equal(GatewayCaller.Nobody, await CallerAsync(node, null, cookie));
        using var victim = new Browser(node);
        var callback = await browser.ConsentAsync(new Uri((string)answer["authorization_url"]!));
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync(callback.AbsoluteUri)).Status);
        Assert.Null(browser.Session);
        Assert.Equal(GatewayCaller.Nobody, await CallerAsync(node, null, cookie));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(node, "/test/epic/Patient/p1", token)).StatusCode);

        using var again = await AskAsync(node, "/auth/epic/login?redirect=false", token);
        var other = System.Text.Json.Nodes.JsonNode.Parse(await again.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.BadRequest, (await victim.ReadAsync((await victim.ConsentAsync(new Uri((string)other["authorization_url"]!))).AbsoluteUri)).Status);
    }

    [Fact]
    public async Task The_connection_that_callers_share_is_for_those_whom_somebody_vouches_for()
    {
        await using var idp = new IdentityProvider();
        await using var hospital = await Hospital.StartAsync();
        hospital.Sandbox.RequireAuthorization("token-of-the-gateway");
        await using var node = await StartAsync(idp, [hospital], configure: options => options.Configure = static client => client.Credential = FhirCredential.Token("token-of-the-gateway"));
        using var browser = new Browser(node);
        await browser.BeginAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.ReadAsync("/test/epic/Patient/p2")).Status);
        using var shared = await AskAsync(node, "/test/epic/Patient/p2", idp.Token(node.Address));
        Assert.Equal((HttpStatusCode.OK, "true"), (shared.StatusCode, Assert.Single(shared.Headers.GetValues("X-Shared"))));

        // Who has logged in himself does not get the gateway's own.
        await browser.ConnectAsync();
        using var own = await browser.GetAsync("/test/epic/Patient/p1");
        Assert.Equal((HttpStatusCode.OK, "false"), (own.StatusCode, Assert.Single(own.Headers.GetValues("X-Shared"))));
    }

    [Fact]
    public async Task Where_no_identity_provider_is_configured_no_token_is_taken()
    {
        await using var idp = new IdentityProvider();
        await using var node = await GatewayNode.StartAsync(new(), []);
        await Assert.ThrowsAsync<CallerRefusedException>(() => CallerAsync(node, idp.Token(node.Address)));
        await Assert.ThrowsAsync<CallerRefusedException>(() => CallerAsync(node, null, null, "Basic dXNlcjpwYXNz"));
        Assert.Empty(idp.Requests);
    }

    [Fact]
    public async Task A_provider_that_calls_itself_otherwise_or_is_away_vouches_for_nobody()
    {
        var idp = new IdentityProvider { SaidIssuer = "https://somebody-else.example" };
        await using var node = await StartAsync(idp, []);
        var token = idp.Token(node.Address, change: static claims => claims["iss"] = "https://somebody-else.example");
        await Assert.ThrowsAsync<CallerRefusedException>(() => CallerAsync(node, token));
        await using var later = await StartAsync(idp, []);
        await idp.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CallerAsync(later, token));
    }

    private static string WrongToken(string what, IdentityProvider idp, GatewayNode node)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        string Changed(string name, object? value) => idp.Token(node.Address, change: claims => _ = value is null ? claims.Remove(name) : (claims[name] = value) is not null);
        var right = idp.Token(node.Address);
        var parts = right.Split('.');
        switch (what)
        {
            case "foreign audience": return Changed("aud", "https://fhir.example.org");
            case "no audience": return Changed("aud", null);
            case "foreign issuer": return Changed("iss", "https://issuer.example.org");
            case "expired": return Changed("exp", now - 61);
            case "not yet valid": return Changed("nbf", now + 120);
            case "no end": return Changed("exp", null);
            case "no subject": return Changed("sub", null);
            case "subject is no text": return Changed("sub", 7);
            case "alg none": return Encode("""{"alg":"none","typ":"at+jwt"}""") + "." + parts[1] + ".";
            case "HS256 with the public key": return Hmac(parts[1], Encoding.ASCII.GetBytes(IdentityProvider.Key.ExportSubjectPublicKeyInfoPem()));
            case "HS256": return Hmac(parts[1], IdentityProvider.Key.ExportParameters(false).Modulus!);
            case "another key": return idp.Token(node.Address, credentials: IdentityProvider.Credentials(SecurityAlgorithms.RsaSha256, RSA.Create(2048)));
            case "unknown key": return idp.Token(node.Address, credentials: IdentityProvider.Credentials(SecurityAlgorithms.RsaSha256, RSA.Create(2048), "other"));
            case "changed": return parts[0] + "." + Encode(Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1])).Replace("dr-who", "dr-no1", StringComparison.Ordinal)) + "." + parts[2];
            case "no JWT": return "abc";
            case "long": return idp.Token(node.Address, change: static claims => claims["more"] = new string('x', 17 * 1024));
            default: throw new ArgumentOutOfRangeException(nameof(what));
        }
    }

    private static string Hmac(string payload, byte[] secret)
    {
        var text = Encode("""{"alg":"HS256","typ":"at+jwt","kid":"idp"}""") + "." + payload;
        return text + "." + Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)));
    }

    private static string Encode(string text) => Base64UrlEncoder.Encode(text);

    private static Task<GatewayNode> StartAsync(IdentityProvider idp, Hospital[] hospitals, Action<GatewayPlatformOptions>? configure = null) =>
        GatewayNode.StartAsync(new(), hospitals, options =>
        {
            options.Callers.Authority = new Uri(idp.Issuer);
            foreach (var platform in options.Platforms.Values)
            {
                configure?.Invoke(platform);
            }
        });

    private static async Task<HttpResponseMessage> AskAsync(GatewayNode node, string address, string token, string? session = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(node.Address, address));
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        if (session is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", SessionCookie.LoopbackName + "=" + session);
        }

        return await http.SendAsync(request);
    }

    private static async Task<GatewayCaller> CallerAsync(GatewayNode node, string? token, string? session = null, string? authorization = null)
    {
        var context = new DefaultHttpContext();
        if ((authorization ?? (token is null ? null : "Bearer " + token)) is { } value)
        {
            context.Request.Headers.Authorization = value;
        }

        if (session is not null)
        {
            context.Request.Headers.Cookie = SessionCookie.LoopbackName + "=" + session;
        }

        return await node.Services.GetRequiredService<ICallerReader>().ReadAsync(context, default);
    }
}
