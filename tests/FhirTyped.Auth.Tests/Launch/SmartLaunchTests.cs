using System.Security.Cryptography;
using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.TestKit;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Auth.Tests;

/// <summary>The way of a browser to the server and back, and who is turned away.</summary>
public class SmartLaunchTests
{
    [Fact]
    public async Task The_address_says_what_SMART_asks_for()
    {
        await using var server = new LoginServer();
        var launch = server.Launch(static options => options.Scopes.Add("openid"));
        var login = await launch.BeginAsync();
        var query = Query(login.Address);
        Assert.Equal("/authorize", login.Address.AbsolutePath);
        Assert.Equal(
            ["aud", "client_id", "code_challenge", "code_challenge_method", "nonce", "redirect_uri", "response_type", "scope", "state", "tenant"],
            query.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ("code", "app", "https://app.example.org/callback", "launch/patient patient/Patient.rs openid", "S256", server.BaseUrl.OriginalString, "1", login.Pending.State),
            (query["response_type"], query["client_id"], query["redirect_uri"], query["scope"], query["code_challenge_method"], query["aud"], query["tenant"], query["state"]));

        await launch.CompleteAsync(LoginServer.Callback(login), Restored(login.Pending)).ContinueWith(static _ => { }, TaskScheduler.Default);
        var form = TokenServer.Form(Assert.Single(server.TokenRequests));
        Assert.Equal(query["code_challenge"], Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]))));
        Assert.Equal(("authorization_code", "c0de", "https://app.example.org/callback", "app"), (form["grant_type"], form["code"], form["redirect_uri"], form["client_id"]));

        // Nothing of one login serves another.
        var other = Query((await launch.BeginAsync()).Address);
        Assert.All((string[])["state", "nonce", "code_challenge"], name => Assert.NotEqual(query[name], other[name]));
    }

    [Fact]
    public async Task A_platform_that_refuses_aud_gets_none()
    {
        await using var server = new LoginServer();
        var platform = Platforms.With(new PlatformOAuth { OmitsAudience = true });
        Assert.DoesNotContain("aud", Query((await server.Launch(null, platform).BeginAsync()).Address).Keys);
        Assert.Contains("aud", Query((await server.Launch(static options => options.SendAudience = true, platform).BeginAsync()).Address).Keys);
    }

    [Fact]
    public async Task A_public_client_is_no_client_authentication()
    {
        await using var server = new LoginServer();
        var platform = Platforms.With(new PlatformOAuth { TokenEndpointAuthenticationMethods = new((string[])["private_key_jwt"]) });
        Assert.NotNull(await server.Launch(null, platform).BeginAsync());
        Assert.Contains("FHT1308", Assert.Throws<OptionsValidationException>(() => server.Launch(static options => options.ClientSecret = "s", platform)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task A_launch_from_the_EHR_carries_its_launch(string slash)
    {
        await using var server = new LoginServer();
        var issuer = server.BaseUrl.AbsoluteUri + slash;
        var query = Query((await server.Launch().BeginFromEhrAsync(issuer, "l4unch&more")).Address);
        Assert.Equal(("l4unch&more", issuer), (query["launch"], query["aud"]));
    }

    [Theory]
    [InlineData("https://evil.example.org/fhir")]
    [InlineData("http://127.0.0.1:1/fhir")]
    [InlineData("fhir")]
    [InlineData("http://user@127.0.0.1/fhir")]
    public async Task Another_iss_is_refused_before_anything_is_sent(string issuer)
    {
        await using var server = new LoginServer();
        var error = await Assert.ThrowsAsync<SmartLoginException>(() => server.Launch().BeginFromEhrAsync(issuer, "launch"));
        Assert.DoesNotContain("evil", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("?code=c0de", "state")]
    [InlineData("?state=pl4nted&code=c0de", "state")]
    [InlineData("?state=$&state=$&code=c0de", "twice")]
    [InlineData("?state=$", "neither")]
    [InlineData("?state=$&code=", "neither")]
    [InlineData("?state=$&error=access_denied&error_description=pl4nted", "access_denied")]
    [InlineData("?state=$&error=pl4nted", "not registered")]
    [InlineData("?state=$&code=c0de&iss=https%3A%2F%2Fevil.example.org", "another authorization server")]
    [InlineData("?state=$&error=access_denied&iss=https%3A%2F%2Fevil.example.org", "another authorization server")]
    public async Task A_callback_that_is_no_answer_to_this_login_sends_no_code(string query, string words)
    {
        await using var server = new LoginServer();
        var launch = server.Launch();
        var login = await launch.BeginAsync();
        var callback = new Uri("https://app.example.org/callback" + query.Replace("$", login.Pending.State, StringComparison.Ordinal));
        var error = await Assert.ThrowsAsync<SmartLoginException>(() => launch.CompleteAsync(callback, login.Pending));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pl4nted", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.TokenRequests);
    }

    [Fact]
    public async Task A_server_that_names_itself_in_callbacks_is_held_to_it()
    {
        await using var server = new LoginServer { Configure = static configuration => configuration["authorization_response_iss_parameter_supported"] = true };
        var launch = server.Launch();
        var login = await launch.BeginAsync();
        await Assert.ThrowsAsync<SmartLoginException>(() => launch.CompleteAsync(LoginServer.Callback(login), login.Pending));
        Assert.Equal("p1", (await launch.CompleteAsync(LoginServer.Callback(login, "&code=c0de&iss=" + Uri.EscapeDataString(server.Issuer)), login.Pending)).PatientId);
    }

    [Fact]
    public async Task A_login_that_took_too_long_or_was_begun_elsewhere_is_refused()
    {
        await using var server = new LoginServer();
        await using var other = new LoginServer();
        var login = await server.Launch().BeginAsync();
        await Assert.ThrowsAsync<SmartLoginException>(() => other.Launch().CompleteAsync(LoginServer.Callback(login), login.Pending));
        server.Time.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        Assert.Contains("longer", (await Assert.ThrowsAsync<SmartLoginException>(() => server.Launch().CompleteAsync(LoginServer.Callback(login), login.Pending))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_has_the_context_of_the_launch()
    {
        await using var server = new LoginServer();
        server.Answer["encounter"] = "e1";
        server.Answer["need_patient_banner"] = false;
        server.Answer["fhirContext"] = new object[] { new { reference = "ImagingStudy/1", role = "launch" }, "noise", new { canonical = "http://example.org/q", type = "Questionnaire" } };
        server.Answer["scope"] = "launch/patient";
        var launch = server.Launch();
        var login = await launch.BeginAsync();
        var session = await launch.CompleteAsync(LoginServer.Callback(login), login.Pending);
        Assert.Equal(("p1", "e1", false, "launch/patient", null), (session.PatientId, session.EncounterId, session.NeedPatientBanner, session.Scope, session.FhirUser));
        Assert.Equal(
            [new SmartContextReference("ImagingStudy/1", null, null, "launch"), new SmartContextReference(null, "http://example.org/q", "Questionnaire", null)], session.FhirContext);
        Assert.Equal(server.Time.GetUtcNow().AddSeconds(300), session.Tokens.ExpiresAt);
    }

    [Fact]
    public async Task Nothing_of_a_login_is_printed()
    {
        await using var server = new LoginServer();
        server.Answer["access_token"] = "pl4nted";
        server.Answer["patient"] = "pl4nted";
        var launch = server.Launch();
        var login = await launch.BeginAsync();
        var session = await launch.CompleteAsync(LoginServer.Callback(login), login.Pending);
        var verifier = System.Text.Json.JsonDocument.Parse(login.Pending.Serialize()).RootElement.GetProperty("CodeVerifier").GetString()!;
        foreach (var printed in (object[])[login, login.Pending, session, session.Tokens, launch, launch.CreateCredential(session.Tokens)])
        {
            Assert.DoesNotContain("pl4nted", printed.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(login.Pending.State, printed.ToString(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(verifier, System.Text.Json.JsonSerializer.Serialize(login.Pending), StringComparison.Ordinal);
        Assert.DoesNotContain("pl4nted", System.Text.Json.JsonSerializer.Serialize(session.Tokens), StringComparison.Ordinal);
        Assert.Throws<FormatException>(static () => PendingLogin.Deserialize("{ \"State\": \"pl4nted\" }"));
        Assert.DoesNotContain("pl4nted", Assert.Throws<FormatException>(static () => SmartTokens.Deserialize("pl4nted")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revocation_and_introspection_say_who_asks()
    {
        await using var server = new LoginServer();
        server.Answer["refresh_token"] = "refresh-1";
        var launch = server.Launch(static options => options.ClientSecret = "s3cret");
        var login = await launch.BeginAsync();
        var session = await launch.CompleteAsync(LoginServer.Callback(login), login.Pending);
        Assert.Equal((true, "p1", (DateTimeOffset?)new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)), ((await launch.IntrospectAsync(session.Tokens)) is var known ? (known.IsActive, known.PatientId, known.ExpiresAt) : default));
        server.Introspection = """{ "active": true, "exp": "pl4nted" }""";
        Assert.DoesNotContain("pl4nted", (await Assert.ThrowsAsync<FhirTokenException>(() => launch.IntrospectAsync(session.Tokens))).ToString(), StringComparison.Ordinal);
        server.Introspection = """{ "active": false, "scope": "patient/Patient.rs" }""";
        Assert.Equal((false, null), ((await launch.IntrospectAsync(session.Tokens)) is var dead ? (dead.IsActive, dead.Scope) : default));
        await launch.RevokeAsync(session.Tokens);
        Assert.Equal(
            [("/introspect", "access-1"), ("/introspect", "access-1"), ("/introspect", "access-1"), ("/revoke", "refresh-1"), ("/revoke", "access-1")],
            server.Requests.Where(static request => request.Target is "/revoke" or "/introspect").Select(static request => (request.Target, TokenServer.Form(request)["token"])));
        Assert.All(server.Requests.Where(static request => request.Method == "POST"), static request => Assert.Single(request.Header("Authorization")));
        server.Configure = static configuration => configuration.Remove("revocation_endpoint");
        await Assert.ThrowsAsync<FhirTokenException>(() => server.Launch().RevokeAsync(session.Tokens));
    }

    public static TheoryData<Action<SmartLaunchOptions>, string> Wrong { get; } = new()
    {
        { static options => options.RedirectUri = null, "RedirectUri" },
        { static options => options.RedirectUri = new Uri("http://app.example.org/"), "RedirectUri" },
        { static options => options.RedirectUri = new Uri("https://app.example.org/#part"), "RedirectUri" },
        { static options => options.Scopes.Clear(), "Scopes" },
        { static options => (options.SigningKey, options.ClientSecret) = (TestKeys.EcKey, "pl4nted"), "more than one" },
        { static options => options.AuthorizationEndpoint = new Uri("http://app.example.org/"), "AuthorizationEndpoint" },
        { static options => options.LoginTimeout = TimeSpan.Zero, "LoginTimeout" },
        { static options => options.ClientId = " ", "ClientId" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Options_are_checked(Action<SmartLaunchOptions> change, string words)
    {
        await using var server = new LoginServer();
        var error = Assert.Throws<OptionsValidationException>(() => server.Launch(change));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pl4nted", error.ToString(), StringComparison.Ordinal);
    }

    private static PendingLogin Restored(PendingLogin pending) => PendingLogin.Deserialize(pending.Serialize());

    private static Dictionary<string, string> Query(Uri address) => address.Query.TrimStart('?').Split('&').Select(static pair => pair.Split('=', 2))
        .ToDictionary(static pair => pair[0], static pair => TokenServer.Decode(pair[1]));
}
