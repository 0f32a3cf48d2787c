using System.Net;
using System.Text.Json.Nodes;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests.Authorization;

/// <summary>SMART Backend Services (https://hl7.org/fhir/smart-app-launch/backend-services.html), by plain HTTP.</summary>
public sealed class BackendServiceTests : IDisposable
{
    private const string Scope = "system/Patient.rs";

    private readonly ManualClock _clock = new();
    private readonly ClientKey _key = ClientKey.EllipticCurve();

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData("RS384")]
    [InlineData("ES384")]
    public async Task AnAssertion_GetsATokenThatPermitsWhatWasGranted(string algorithm)
    {
        using var key = ClientKey.Of(algorithm);
        await using var sandbox = await StartAsync(key: key);
        await sandbox.LoadAsync(People.Patient("p1"), People.Laboratory("o1", "p1"));
        var http = sandbox.CreateHttpClient();
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusAsync("Patient/p1", null));

        var answer = await AskAsync(http, key.Sign(await ClaimsAsync(http)));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("no-store", answer.CacheControl);
        Assert.Equal(("Bearer", Scope), (answer["token_type"], answer["scope"]));
        Assert.Equal(300, (int)answer.Body["expires_in"]!);
        Assert.Null(answer.Body["refresh_token"]);
        Assert.Null(answer.Body["patient"]);
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync("Patient/p1", answer.AccessToken));
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync("Patient?family=Muster", answer.AccessToken));

        using var refused = await http.AskAsync(HttpMethod.Get, "Observation/o1", answer.AccessToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("Bearer error=\"insufficient_scope\", scope=\"system/Observation.r\"", refused.Headers.WwwAuthenticate.ToString());
        Assert.Equal(IssueType.Forbidden, (await refused.ReadAsync<OperationOutcome>()).Issue[0].Code);
    }

    [Fact]
    public async Task AToken_EndsWhenItSaysSo()
    {
        await using var sandbox = await StartAsync();
        await sandbox.LoadAsync(People.Patient("p1"));
        var http = sandbox.CreateHttpClient();
        var token = (await AskAsync(http, _key.Sign(await ClaimsAsync(http)))).AccessToken;

        _clock.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync("Patient/p1", token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        using var ended = await http.AskAsync(HttpMethod.Get, "Patient/p1", token);
        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        Assert.Equal("Bearer error=\"invalid_token\"", ended.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task TheConformanceAddresses_NeedNoToken_AndTellTheSandboxsOwnAddresses()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var configuration = await http.ConfigurationAsync();

        Assert.StartsWith("http://127.0.0.1:", (string)configuration["token_endpoint"]!, StringComparison.Ordinal);
        Assert.Contains("permission-v2", configuration["capabilities"]!.AsArray().Select(static capability => (string)capability!));
        Assert.Equal(["RS384", "ES384"], configuration["token_endpoint_auth_signing_alg_values_supported"]!.AsArray().Select(static one => (string)one!));
        using var response = await http.GetAsync(new Uri("metadata", UriKind.Relative));
        var statement = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var addresses = statement["rest"]![0]!["security"]!["extension"]![0]!;
        Assert.Equal("http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris", (string?)addresses["url"]);
        Assert.Equal(
            (string?)configuration["token_endpoint"],
            (string?)addresses["extension"]!.AsArray().Single(static one => (string?)one!["url"] == "token")!["valueUri"]);
    }

    [Fact]
    public async Task AnAssertion_IsTakenOnce()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var assertion = _key.Sign(await ClaimsAsync(http));

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(http, assertion)).Status);
        await RefusedAsync(http, assertion, "jti");
        _clock.Advance(TimeSpan.FromMinutes(4));
        await RefusedAsync(http, assertion, "jti");
    }

    [Fact]
    public async Task AnAssertionThatWasRefused_DoesNotUseUpItsJti()
    {
        using var other = ClientKey.EllipticCurve();
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var claims = await ClaimsAsync(http);

        await RefusedAsync(http, other.Sign(claims), "signed");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(http, _key.Sign(claims))).Status);
    }

    [Theory]
    [InlineData("aud", "\"https://elsewhere.example/token\"", "aud")]
    [InlineData("aud", null, "aud")]
    [InlineData("iss", "\"other\"", "kid")]
    [InlineData("iss", null, "kid")]
    [InlineData("sub", "\"other\"", "sub")]
    [InlineData("sub", null, "sub")]
    [InlineData("exp", null, "exp")]
    [InlineData("exp", "\"never\"", "JWT")]
    [InlineData("exp", "99999999999999999", "exp")]
    [InlineData("exp", "-1", "exp")]
    [InlineData("jti", null, "jti")]
    [InlineData("jti", "\"\"", "jti")]
    [InlineData("nbf", "4102444800", "nbf")]
    [InlineData("iat", "4102444800", "iat")]
    public async Task AWrongClaim_IsRefused(string claim, string? value, string named)
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var claims = await ClaimsAsync(http);
        claims[claim] = value is null ? null : JsonNode.Parse(value);
        if (value is null)
        {
            claims.Remove(claim);
        }

        await RefusedAsync(http, _key.Sign(claims), named);
    }

    [Theory]
    [InlineData(-11, false)]
    [InlineData(-9, true)]
    [InlineData(309, true)]
    [InlineData(311, false)]
    public async Task TheLifeOfAnAssertion_IsFiveMinutesAtMost(int seconds, bool isTaken)
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var claims = await ClaimsAsync(http);
        claims["exp"] = _clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();

        Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, (await AskAsync(http, _key.Sign(claims))).Status);
    }

    [Theory]
    [InlineData("none", "JWT", null)]
    [InlineData("HS384", "JWT", null)]
    [InlineData("RS256", "JWT", null)]
    [InlineData("RS512", "JWT", null)]
    [InlineData("PS384", "JWT", null)]
    [InlineData("ES384", "JWT", null)]
    [InlineData("RS384", "JWT", "unknown")]
    [InlineData("RS384", "JWT", "")]
    [InlineData("RS384", "at+jwt", null)]
    [InlineData("RS384", null, null)]
    public async Task AWrongHeader_IsRefused(string algorithm, string? type, string? keyId)
    {
        using var key = ClientKey.Rsa();
        await using var sandbox = await StartAsync(key: key);
        var http = sandbox.CreateHttpClient();

        await RefusedAsync(http, key.Sign(await ClaimsAsync(http), algorithm, type, keyId), "client assertion");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.")]
    [InlineData("e30.e30.AAAA")]
    [InlineData("bnVsbA.bnVsbA.AAAA")]
    public async Task WhatIsNoAssertion_IsRefused(string assertion)
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var answer = await AskAsync(http, assertion);

        Assert.True(answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest);
        Assert.True(answer.Error is "invalid_client" or "invalid_request");
    }

    [Fact]
    public async Task AnAssertionOfTheNewRules_IsMeantForTheIssuerAlone()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var claims = await ClaimsAsync(http);
        await RefusedAsync(http, _key.Sign(claims, type: "client-authentication+jwt"), "aud");

        claims["aud"] = await http.EndpointAsync("issuer");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(http, _key.Sign(claims, type: "client-authentication+jwt"))).Status);
        claims["jti"] = "another";
        await RefusedAsync(http, _key.Sign(claims), "aud");
    }

    [Fact]
    public async Task AnAssertionOfAnotherClientsKey_IsRefused()
    {
        using var other = ClientKey.EllipticCurve("other");
        var authorization = new SandboxAuthorization
        {
            Clients = { new() { Id = "backend", PublicKeys = _key.PublicKeys }, new() { Id = "second", PublicKeys = other.PublicKeys } },
        };
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi, new() { Authorization = authorization, Clock = _clock });
        var http = sandbox.CreateHttpClient();

        await RefusedAsync(http, other.Sign(await ClaimsAsync(http)), "kid");
        await RefusedAsync(http, other.Sign(await ClaimsAsync(http), keyId: _key.Id), "signed");
    }

    [Theory]
    [InlineData("client_secret_basic")]
    [InlineData("client_secret_post")]
    public async Task ASecret_ProvesTheClient_WhateverCharactersItHas(string method)
    {
        const string Id = "back:end é";
        const string Secret = "a+b/c: d%20=&ü€";
        await using var sandbox = await FhirSandbox.StartAsync(
            BuiltIn.Hapi, new() { Authorization = new() { Clients = { new() { Id = Id, Secret = Secret, Scopes = Scope } } } });
        var http = sandbox.CreateHttpClient();
        var address = await http.EndpointAsync("token_endpoint");

        var answer = await AskAsync(Secret);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(Scope, answer["scope"]);
        answer = await AskAsync(Secret + "x");
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
        Assert.Equal(method == "client_secret_basic", answer.Challenge?.StartsWith("Basic ", StringComparison.Ordinal) == true);

        Task<SmartAnswer> AskAsync(string secret) => method == "client_secret_basic"
            ? http.PostFormAsync(address, "grant_type=client_credentials", SmartHttp.Basic(Id, secret))
            : http.PostFormAsync(address, SmartHttp.Form(("grant_type", "client_credentials"), ("client_id", Id), ("client_secret", secret)));
    }

    [Fact]
    public async Task AWayThatThePlatformDoesNotTake_IsRefused()
    {
        // Oracle Health takes client_secret_basic and private_key_jwt.
        await using var sandbox = await FhirSandbox.StartAsync(
            BuiltIn.OracleHealth, new() { Authorization = new() { Clients = { new() { Id = "backend", Secret = "secret" } } } });
        var http = sandbox.CreateHttpClient();
        var address = await http.EndpointAsync("token_endpoint");
        Assert.Equal(["client_secret_basic", "private_key_jwt"], (await http.ConfigurationAsync())["token_endpoint_auth_methods_supported"]!.AsArray().Select(static one => (string)one!));

        var posted = await http.PostFormAsync(address, SmartHttp.Form(("grant_type", "client_credentials"), ("scope", Scope), ("client_id", "backend"), ("client_secret", "secret")));
        Assert.Equal("invalid_client", posted.Error);
        Assert.Contains("client_secret_post", posted["error_description"], StringComparison.Ordinal);
        var basic = await http.PostFormAsync(address, SmartHttp.Form(("grant_type", "client_credentials"), ("scope", Scope)), SmartHttp.Basic("backend", "secret"));
        Assert.Equal(HttpStatusCode.OK, basic.Status);
    }

    [Theory]
    [InlineData("grant_type=client_credentials&grant_type=client_credentials", "invalid_request")]
    [InlineData("", "invalid_request")]
    [InlineData("grant_type=password&username=a&password=b", "unsupported_grant_type")]
    [InlineData("grant_type=client_credentials&client_secret=s", "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=other", "invalid_request")]
    [InlineData("grant_type=client_credentials&scope=patient%2FPatient.rs", "invalid_scope")]
    [InlineData("grant_type=client_credentials&scope=openid", "invalid_scope")]
    [InlineData("grant_type=client_credentials&scope=system%2FPatient.sr", "invalid_scope")]
    [InlineData("grant_type=client_credentials&scope=system%2FPateint.rs", "invalid_scope")]
    [InlineData("grant_type=client_credentials", "invalid_scope")]
    public async Task AWrongRequest_IsRefused_WithoutRepeatingAnyOfIt(string form, string error)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi, new() { Authorization = new() { Clients = { new() { Id = "backend", Secret = "secret" } } } });
        var http = sandbox.CreateHttpClient();
        var answer = await http.PostFormAsync(await http.EndpointAsync("token_endpoint"), form, SmartHttp.Basic("backend", "secret"));

        Assert.Equal((HttpStatusCode.BadRequest, error), (answer.Status, answer.Error));
        Assert.Equal("no-store", answer.CacheControl);
        Assert.DoesNotContain("Pateint", answer.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheTokenEndpoint_TakesFormsByPostAlone()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var address = await http.EndpointAsync("token_endpoint");

        using var get = await http.GetAsync(new Uri(address + "?grant_type=client_credentials"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
        Assert.Equal("invalid_request", (await http.PostFormAsync(address, "{}", contentType: "application/json")).Error);
    }

    [Theory]
    [InlineData("system/*.cruds", "system/Patient.rs system/Observation.read", "system/Patient.rs system/Observation.read")]
    [InlineData("system/Patient.rs system/Observation.rs", "system/*.read", "system/Patient.read system/Observation.read")]
    [InlineData("system/Patient.read", "system/Patient.cruds", "system/Patient.rs")]
    [InlineData("system/Observation.rs?category=laboratory", "system/Observation.rs", "system/Observation.rs?category=laboratory")]
    [InlineData("system/Observation.rs", "system/Observation.s?category=laboratory", "system/Observation.s?category=laboratory")]
    [InlineData("system/Patient.r", "system/Patient.read system/Patient.r", "system/Patient.r")]
    [InlineData("system/Patient.rs", "", "system/Patient.rs")]
    public async Task NoMoreIsGranted_ThanIsRegistered(string registered, string requested, string granted)
    {
        await using var sandbox = await FhirSandbox.StartAsync(
            BuiltIn.Hapi, new() { Authorization = new() { Clients = { new() { Id = "backend", Secret = "secret", Scopes = registered } } } });
        var http = sandbox.CreateHttpClient();
        var answer = await http.PostFormAsync(
            await http.EndpointAsync("token_endpoint"), SmartHttp.Form(("grant_type", "client_credentials"), ("scope", requested)), SmartHttp.Basic("backend", "secret"));

        Assert.Equal(granted, answer["scope"]);
    }

    [Fact]
    public async Task TokenRequests_AreAmongTheRequests_ByTheirEndpoint()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        await AskAsync(http, _key.Sign(await ClaimsAsync(http)));

        Assert.Single(sandbox.Requests, static request => request is { Method: "POST", Interaction: "token", Status: 200 });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA","kid":"1"}]}""")]
    public async Task WrongKeys_AreSaidAtTheStart(string keys)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => FhirSandbox.StartAsync(
            BuiltIn.Hapi, new() { Authorization = new() { Clients = { new() { Id = "backend", PublicKeys = keys } } } }));
        Assert.Contains("'backend'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APrivateKey_IsNotRegistered()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => FhirSandbox.StartAsync(
            BuiltIn.Hapi, new() { Authorization = new() { Clients = { new() { Id = "backend", PublicKeys = "{\"keys\":[" + _key.Jwk(isPrivate: true) + "]}" } } } }));
        Assert.Contains("private key", exception.Message, StringComparison.Ordinal);
    }

    private Task<FhirSandbox> StartAsync(ClientKey? key = null) => FhirSandbox.StartAsync(BuiltIn.Hapi, new()
    {
        Clock = _clock,
        Authorization = new() { Clients = { new() { Id = "backend", PublicKeys = (key ?? _key).PublicKeys } } },
    });

    private async Task<JsonObject> ClaimsAsync(HttpClient http) => new()
    {
        ["iss"] = "backend",
        ["sub"] = "backend",
        ["aud"] = await http.EndpointAsync("token_endpoint"),
        ["exp"] = _clock.GetUtcNow().AddMinutes(4).ToUnixTimeSeconds(),
        ["jti"] = Guid.NewGuid().ToString(),
    };

    private static async Task<SmartAnswer> AskAsync(HttpClient http, string assertion) => await http.PostFormAsync(
        await http.EndpointAsync("token_endpoint"),
        SmartHttp.Form(("grant_type", "client_credentials"), ("scope", Scope), ("client_assertion_type", SmartHttp.AssertionType), ("client_assertion", assertion)));

    private static async Task RefusedAsync(HttpClient http, string assertion, string named)
    {
        var answer = await AskAsync(http, assertion);
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
        Assert.Contains(named, answer["error_description"], StringComparison.Ordinal);
    }
}
