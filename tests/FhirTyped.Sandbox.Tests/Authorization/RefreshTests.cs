using System.Net;

namespace FhirTyped.Sandbox.Tests.Authorization;

/// <summary>Refresh with rotation, revocation (RFC 7009) and introspection (RFC 7662).</summary>
public sealed class RefreshTests
{
    private const string Scope = "launch/patient offline_access openid patient/Patient.rs patient/Observation.rs";

    [Fact]
    public async Task ARefreshToken_GivesTheNext_AndIsUsedUp()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var app = new AppLaunch(sandbox, http);
        var first = await app.LoginAsync(Scope);
        var second = await app.RefreshAsync(first["refresh_token"]!);

        Assert.Equal((HttpStatusCode.OK, Scope, "p1"), (second.Status, second["scope"], second["patient"]));
        Assert.NotEqual(first["refresh_token"], second["refresh_token"]);
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync("Patient/p1", first.AccessToken));
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync("Patient/p1", second.AccessToken));
        Assert.Equal(HttpStatusCode.OK, (await app.RefreshAsync(second["refresh_token"]!)).Status);
    }

    [Fact]
    public async Task ARefreshTokenThatComesTwice_EndsTheWholeLogin_AndNoOther()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var app = new AppLaunch(sandbox, http);
        var other = await app.LoginAsync(Scope);
        var first = await app.LoginAsync(Scope);
        var second = await app.RefreshAsync(first["refresh_token"]!);

        Assert.Equal("invalid_grant", (await app.RefreshAsync(first["refresh_token"]!)).Error);
        Assert.Equal("invalid_grant", (await app.RefreshAsync(second["refresh_token"]!)).Error);
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusAsync("Patient/p1", first.AccessToken));
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusAsync("Patient/p1", second.AccessToken));
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync("Patient/p1", other.AccessToken));
    }

    [Fact]
    public async Task OfManyRefreshesAtOnce_OneIsAnswered()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var app = new AppLaunch(sandbox, http);
        var token = (await app.LoginAsync(Scope))["refresh_token"]!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => app.RefreshAsync(token)));

        Assert.Single(answers, static answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task FewerScopes_NarrowTheAccessToken_AndNotTheNextRefresh()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var app = new AppLaunch(sandbox, http);
        var first = await app.LoginAsync(Scope);
        var narrow = await app.RefreshAsync(first["refresh_token"]!, "patient/Observation.rs");

        Assert.Equal("patient/Observation.rs", narrow["scope"]);
        Assert.Equal(HttpStatusCode.Forbidden, await http.StatusAsync("Patient/p1", narrow.AccessToken));
        var whole = await app.RefreshAsync(narrow["refresh_token"]!);
        Assert.Equal(Scope, whole["scope"]);

        // More than was granted is refused, and what was sent is not used up by it.
        Assert.Equal("invalid_scope", (await app.RefreshAsync(whole["refresh_token"]!, Scope + " patient/Condition.rs")).Error);
        Assert.Equal(HttpStatusCode.OK, (await app.RefreshAsync(whole["refresh_token"]!)).Status);
    }

    [Fact]
    public async Task WithoutOfflineAccess_ThereIsNoRefreshToken()
    {
        await using var sandbox = await StartAsync();
        var answer = await new AppLaunch(sandbox, sandbox.CreateHttpClient()).LoginAsync("launch/patient patient/Patient.rs");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Null(answer["refresh_token"]);
        Assert.Null(answer["id_token"]);
    }

    [Fact]
    public async Task ARefreshToken_IsItsClientsAlone()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var app = new AppLaunch(sandbox, http);
        var token = (await app.LoginAsync(Scope))["refresh_token"]!;

        Assert.Equal("invalid_grant", (await new AppLaunch(sandbox, http, "other").RefreshAsync(token)).Error);
        Assert.Equal(HttpStatusCode.OK, (await app.RefreshAsync(token)).Status);
    }

    [Fact]
    public async Task Revoked_AnAccessTokenEndsAlone_AndARefreshTokenWithItsLogin()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var app = new AppLaunch(sandbox, http);
        var first = await app.LoginAsync(Scope);
        var second = await app.RefreshAsync(first["refresh_token"]!);

        Assert.Equal(HttpStatusCode.OK, (await RevokeAsync(http, first.AccessToken)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusAsync("Patient/p1", first.AccessToken));
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync("Patient/p1", second.AccessToken));
        Assert.Equal(HttpStatusCode.OK, (await RevokeAsync(http, second["refresh_token"]!)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusAsync("Patient/p1", second.AccessToken));
        Assert.Equal(HttpStatusCode.OK, (await RevokeAsync(http, "unknown")).Status);
    }

    [Fact]
    public async Task AnotherClientsToken_IsNotRevoked()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var answer = await new AppLaunch(sandbox, http).LoginAsync(Scope);

        Assert.Equal("invalid_request", (await RevokeAsync(http, answer.AccessToken, "other")).Error);
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync("Patient/p1", answer.AccessToken));
    }

    [Fact]
    public async Task Introspection_TellsWhatATokenIsGoodFor_ToThoseWhoMayKnow()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var answer = await new AppLaunch(sandbox, http).LoginAsync(Scope);
        var own = await IntrospectAsync("client_id=app", answer.AccessToken);
        Assert.True((bool)own.Body["active"]!);
        Assert.Equal((Scope, "app", "p1"), (own["scope"], own["client_id"], own["patient"]));

        Assert.True((bool)(await IntrospectAsync("client_id=app", answer["refresh_token"]!)).Body["active"]!);
        Assert.True((bool)(await IntrospectAsync("client_id=server&client_secret=s", answer.AccessToken)).Body["active"]!);
        Assert.Equal("""{"active":false}""", (await IntrospectAsync("client_id=other", answer.AccessToken)).Body.ToJsonString());
        Assert.Equal("""{"active":false}""", (await IntrospectAsync("client_id=app", "unknown")).Body.ToJsonString());
        Assert.Equal("invalid_client", (await IntrospectAsync("client_id=unknown", answer.AccessToken)).Error);
        await RevokeAsync(http, answer["refresh_token"]!);
        Assert.Equal("""{"active":false}""", (await IntrospectAsync("client_id=app", answer.AccessToken)).Body.ToJsonString());

        async Task<SmartAnswer> IntrospectAsync(string client, string token) =>
            await http.PostFormAsync(await http.EndpointAsync("introspection_endpoint"), client + "&token=" + token);
    }

    private static async Task<SmartAnswer> RevokeAsync(HttpClient http, string token, string client = "app") =>
        await http.PostFormAsync(await http.EndpointAsync("revocation_endpoint"), SmartHttp.Form(("client_id", client), ("token", token)));

    private static async Task<FhirSandbox> StartAsync()
    {
        var authorization = AppLaunch.Registered();
        authorization.Clients.Add(new() { Id = "other" });
        authorization.Clients.Add(new() { Id = "server", Secret = "s" });
        var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi, new() { Authorization = authorization });
        await sandbox.LoadAsync(People.Patient("p1"));
        return sandbox;
    }
}
