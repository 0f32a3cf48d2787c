using System.Net;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Sandbox.Tests.Authorization;

/// <summary>SMART App Launch (https://hl7.org/fhir/smart-app-launch/app-launch.html), by plain HTTP.</summary>
public sealed class AppLaunchTests
{
    private const string Scope = "launch/patient openid fhirUser offline_access patient/Patient.rs patient/Observation.rs";

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task AStandaloneLaunch_GivesTheContextAndAToken()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var app = new AppLaunch(sandbox, http);
        using var response = await app.AuthorizeAsync(Scope);
        var callback = AppLaunch.Callback(response);
        Assert.Equal("st/ate=1", callback["state"]);
        Assert.Equal(await http.EndpointAsync("issuer"), callback["iss"]);
        Assert.True((bool)(await http.ConfigurationAsync())["authorization_response_iss_parameter_supported"]!);

        var answer = await app.ExchangeAsync(callback["code"]);

        Assert.Equal((HttpStatusCode.OK, "p1", Scope), (answer.Status, answer["patient"], answer["scope"]));
        Assert.True((bool)answer.Body["need_patient_banner"]!);
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync("Patient/p1", answer.AccessToken));
        Assert.Equal(HttpStatusCode.NotFound, await http.StatusAsync("Patient/p2", answer.AccessToken));
        Assert.Equal(HttpStatusCode.Forbidden, await http.StatusAsync("Condition?patient=p1", answer.AccessToken));
    }

    [Fact]
    public async Task TheIdToken_IsSignedByTheKeyOfTheJwks_AndNamesTheUser()
    {
        await using var sandbox = await StartAsync(new() { PatientId = "p1", User = "Practitioner/d1" }, TimeProvider.System);
        var http = sandbox.CreateHttpClient();
        var answer = await new AppLaunch(sandbox, http).LoginAsync(Scope);
        var keys = new JsonWebKeySet(await http.GetStringAsync(new Uri(await http.EndpointAsync("jwks_uri"))));
        Assert.DoesNotContain(keys.Keys, static key => key.HasPrivateKey);

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(answer["id_token"], new()
        {
            ValidAlgorithms = ["RS256"],
            IssuerSigningKeys = keys.Keys,
            TryAllIssuerSigningKeys = false,
            ValidIssuer = await http.EndpointAsync("issuer"),
            ValidAudience = "app",
        });

        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal("n-1", result.Claims["nonce"]);
        Assert.Equal(sandbox.BaseUrl + "Practitioner/d1", result.Claims["fhirUser"]);
        using var discovery = await http.GetAsync(new Uri(await http.EndpointAsync("issuer") + "/.well-known/openid-configuration"));
        Assert.Equal(await http.EndpointAsync("jwks_uri"), (string?)JsonNode.Parse(await discovery.Content.ReadAsStringAsync())!["jwks_uri"]);
    }

    [Fact]
    public async Task AnEhrLaunch_HasTheContextOfTheEhr_Once()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var app = new AppLaunch(sandbox, http);
        var address = sandbox.CreateLaunchUri(new Uri("https://app.example/launch"), new() { PatientId = "p2", EncounterId = "e1", User = "Practitioner/d1", Intent = "reconcile", NeedsPatientBanner = false });
        var query = System.Web.HttpUtility.ParseQueryString(address.Query);
        Assert.Equal(sandbox.BaseUrl.AbsoluteUri.TrimEnd('/'), query["iss"]);

        // EHRs give iss without the slash at its end, and apps send as aud what they were given.
        var answer = await app.LoginAsync("launch patient/Patient.r", ("launch", query["launch"]), ("aud", query["iss"]));

        Assert.Equal(("p2", "e1", "reconcile"), (answer["patient"], answer["encounter"], answer["intent"]));
        Assert.False((bool)answer.Body["need_patient_banner"]!);
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync("Patient/p2", answer.AccessToken));
        using var again = await app.AuthorizeAsync("launch patient/Patient.r", ("launch", query["launch"]));
        Assert.Equal("invalid_request", AppLaunch.Callback(again)["error"]);
    }

    [Theory]
    [InlineData("launch patient/Patient.r", null)]
    [InlineData("patient/Patient.r", "known")]
    [InlineData("launch patient/Patient.r", "unknown")]
    public async Task LaunchAndItsScope_BelongTogether(string scope, string? launch)
    {
        await using var sandbox = await StartAsync();
        var known = sandbox.CreateLaunch(new() { PatientId = "p1" });
        using var response = await new AppLaunch(sandbox, sandbox.CreateHttpClient()).AuthorizeAsync(scope, ("launch", launch == "known" ? known : launch));

        Assert.Equal("invalid_request", AppLaunch.Callback(response)["error"]);
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("aud", null, "invalid_request")]
    [InlineData("aud", "https://elsewhere.example/fhir", "invalid_request")]
    [InlineData("scope", null, "invalid_scope")]
    [InlineData("scope", "system/*.rs", "invalid_scope")]
    [InlineData("scope", "patient/Patient.everything", "invalid_scope")]
    [InlineData("state", null, "invalid_request")]
    public async Task AWrongParameter_IsToldToTheApp(string name, string? value, string error)
    {
        await using var sandbox = await StartAsync();
        using var response = await new AppLaunch(sandbox, sandbox.CreateHttpClient()).AuthorizeAsync(Scope, (name, value));
        var callback = AppLaunch.Callback(response);

        Assert.Equal(error, callback["error"]);
        Assert.True(callback.ContainsKey("iss"));
        Assert.Equal(name != "state", callback.ContainsKey("state"));
        Assert.False(callback.ContainsKey("code"));
    }

    [Theory]
    [InlineData("client_id", "unknown")]
    [InlineData("client_id", null)]
    [InlineData("client_id", "<script>alert(1)</script>")]
    [InlineData("redirect_uri", "https://app.example/callback")]
    [InlineData("redirect_uri", "https://app.example/callback?tenant=1&x=1")]
    [InlineData("redirect_uri", "https://evil.example/callback?tenant=1")]
    [InlineData("redirect_uri", null)]
    public async Task AnUnknownClientOrAddress_IsSentNothing(string name, string? value)
    {
        await using var sandbox = await StartAsync();
        using var response = await new AppLaunch(sandbox, sandbox.CreateHttpClient()).AuthorizeAsync(Scope, (name, value));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Headers.Location);
        Assert.DoesNotContain("<script", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APlatformThatRefusesAud_RefusesIt()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Get("cigna"), new() { Authorization = AppLaunch.Registered() });
        var app = new AppLaunch(sandbox, sandbox.CreateHttpClient());

        using (var with = await app.AuthorizeAsync("patient/Patient.read"))
        {
            Assert.Equal("invalid_request", AppLaunch.Callback(with)["error"]);
        }

        Assert.Equal("p1", (await app.LoginAsync("patient/Patient.read", ("aud", null)))["patient"]);
    }

    [Theory]
    [InlineData("v1", "patient/Patient.read patient/Patient.rs", "patient/Patient.read")]
    [InlineData("v2", "patient/Patient.read patient/Patient.rs", "patient/Patient.rs")]
    public async Task ASyntaxThatThePlatformDoesNotTake_IsNotGranted(string version, string requested, string granted)
    {
        var platform = new PlatformDescriptor(BuiltIn.Hapi.Manifest with { OAuth = new() { ScopeVersions = new([version]) } });
        await using var sandbox = await FhirSandbox.StartAsync(platform, new() { Authorization = AppLaunch.Registered() });

        Assert.Equal(granted, (await new AppLaunch(sandbox, sandbox.CreateHttpClient()).LoginAsync(requested))["scope"]);
    }

    [Fact]
    public async Task ACode_NeedsItsVerifierItsAddressAndItsClient()
    {
        var authorization = AppLaunch.Registered();
        authorization.Clients.Add(new() { Id = "other", RedirectUris = { AppLaunch.RedirectUri } });
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi, new() { Authorization = authorization });
        var http = sandbox.CreateHttpClient();
        var app = new AppLaunch(sandbox, http);

        Assert.Equal("invalid_grant", (await app.ExchangeAsync(await app.CodeAsync(Scope), verifier: new string('a', 64))).Error);
        Assert.Equal("invalid_request", (await app.ExchangeAsync(await app.CodeAsync(Scope), verifier: "")).Error);
        Assert.Equal("invalid_grant", (await app.ExchangeAsync(await app.CodeAsync(Scope), redirectUri: "https://app.example/callback")).Error);
        Assert.Equal("invalid_grant", (await new AppLaunch(sandbox, http, "other") { Verifier = app.Verifier }.ExchangeAsync(await app.CodeAsync(Scope))).Error);
        Assert.Equal("invalid_grant", (await app.ExchangeAsync("unknown")).Error);
    }

    [Fact]
    public async Task ACodeThatComesTwice_EndsWhatCameOfIt()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var app = new AppLaunch(sandbox, http);
        var code = await app.CodeAsync(Scope);
        var first = await app.ExchangeAsync(code);
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync("Patient/p1", first.AccessToken));

        Assert.Equal("invalid_grant", (await app.ExchangeAsync(code)).Error);
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusAsync("Patient/p1", first.AccessToken));
        Assert.Equal("invalid_grant", (await app.RefreshAsync(first["refresh_token"]!)).Error);
    }

    [Fact]
    public async Task ACode_LivesForAMinute()
    {
        await using var sandbox = await StartAsync();
        var app = new AppLaunch(sandbox, sandbox.CreateHttpClient());
        var code = await app.CodeAsync(Scope);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("invalid_grant", (await app.ExchangeAsync(code)).Error);
    }

    [Fact]
    public async Task AConfidentialApp_HasToProveItself()
    {
        var authorization = new SandboxAuthorization
        {
            Clients = { new() { Id = "app", Secret = "secret", RedirectUris = { AppLaunch.RedirectUri } } },
            AutomaticApproval = new() { PatientId = "p1" },
        };
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi, new() { Authorization = authorization });
        var app = new AppLaunch(sandbox, sandbox.CreateHttpClient());

        Assert.Equal("invalid_client", (await app.ExchangeAsync(await app.CodeAsync(Scope))).Error);
        Assert.Equal("invalid_client", (await app.ExchangeAsync(await app.CodeAsync(Scope), authorization: SmartHttp.Basic("app", "other"))).Error);
        Assert.Equal("p1", (await app.ExchangeAsync(await app.CodeAsync(Scope), authorization: SmartHttp.Basic("app", "secret")))["patient"]);
    }

    [Fact]
    public async Task APublicClient_IsNoBackendService()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var answer = await http.PostFormAsync(await http.EndpointAsync("token_endpoint"), "grant_type=client_credentials&client_id=app&scope=system%2FPatient.rs");

        Assert.Equal("unauthorized_client", answer.Error);
    }

    [Fact]
    public async Task Authorize_TakesAFormToo()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var app = new AppLaunch(sandbox, http);
        using var response = await http.SendAsync(HttpMethod.Post, await http.EndpointAsync("authorization_endpoint"), app.Parameters(Scope), "application/x-www-form-urlencoded");

        Assert.Equal("p1", (await app.ExchangeAsync(AppLaunch.Callback(response)["code"]))["patient"]);
    }

    private async Task<FhirSandbox> StartAsync(SandboxLaunch? automatic = null, TimeProvider? clock = null)
    {
        var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi, new() { Clock = clock ?? _clock, Authorization = AppLaunch.Registered(automatic) });
        await sandbox.LoadAsync(People.Patient("p1"), People.Patient("p2"));
        return sandbox;
    }
}
