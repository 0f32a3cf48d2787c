using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.TestKit;
using Microsoft.IdentityModel.JsonWebTokens;

namespace FhirTyped.Auth.Tests;

public class ClientCredentialsTests
{
    public static TheoryData<string> Secrets { get; } = ["plain", "+ / : %", "ä€😀", "a+b%2Fc:d&e=f", "\"quoted\" \\back"];

    [Theory]
    [MemberData(nameof(Secrets))]
    public async Task A_secret_in_the_field_is_form_encoded_first(string secret)
    {
        await using var server = new TokenServer();
        await server.NewCredential(options => (options.ClientId, options.ClientSecret) = ("id:with colon", secret)).GetAsync(server.BaseUrl);
        var field = Assert.Single(Assert.Single(server.TokenRequests).Header("Authorization"));
        var pair = Encoding.ASCII.GetString(Convert.FromBase64String(field["Basic ".Length..])).Split(':');
        Assert.Equal(["id:with colon", secret], pair.Select(TokenServer.Decode));
        Assert.DoesNotContain("client_secret", server.TokenRequests[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Secrets))]
    public async Task A_secret_in_the_body_is_form_encoded(string secret)
    {
        await using var server = new TokenServer();
        await server.NewCredential(options => (options.ClientSecret, options.SecretTransport) = (secret, ClientSecretTransport.Body)).GetAsync(server.BaseUrl);
        var request = Assert.Single(server.TokenRequests);
        var form = TokenServer.Form(request);
        Assert.Equal((secret, "client", "client_credentials"), (form["client_secret"], form["client_id"], form["grant_type"]));
        Assert.Empty(request.Header("Authorization"));
    }

    [Fact]
    public async Task A_platform_that_takes_the_secret_in_the_body_alone_gets_it_there()
    {
        await using var server = new TokenServer();
        await server.NewCredential(null, Platforms.With(new PlatformOAuth { TokenEndpointAuthenticationMethods = new((string[])["client_secret_post"]) })).GetAsync(server.BaseUrl);
        Assert.Equal("secret", TokenServer.Form(Assert.Single(server.TokenRequests))["client_secret"]);
    }

    [Fact]
    public async Task Scopes_and_audience_are_asked_for_and_the_granted_ones_are_told()
    {
        await using var server = new TokenServer();
        var authorization = await server.NewCredential(options =>
        {
            options.Scopes.Add("system/Patient.rs");
            options.Scopes.Add("system/Observation.rs");
            options.Audience = "https://api.example.org";
        }).GetAsync(server.BaseUrl);
        var form = TokenServer.Form(Assert.Single(server.TokenRequests));
        Assert.Equal(("system/Patient.rs system/Observation.rs", "https://api.example.org"), (form["scope"], form["audience"]));

        // RFC 6749 section 5.1: a server that says nothing granted what was asked for.
        Assert.Equal("system/Patient.rs system/Observation.rs", authorization!.Scope);
        Assert.Equal("Bearer token-1", authorization.ToHeaderValue());

        await using var less = new TokenServer(_ => RawAnswer.Of("200 OK", """{ "access_token": "t", "token_type": "Bearer", "scope": "system/Patient.rs" }""", TokenServer.Json));
        Assert.Equal("system/Patient.rs", (await less.NewCredential().GetAsync(less.BaseUrl))!.Scope);
    }

    [Fact]
    public async Task A_secret_of_a_file_is_read_for_each_request()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "first\n");
        await using var server = new TokenServer();
        var credential = server.NewCredential(options => (options.ClientSecret, options.ClientSecretFile, options.SecretTransport) = (null, file, ClientSecretTransport.Body));
        var authorization = await credential.GetAsync(server.BaseUrl);
        await File.WriteAllTextAsync(file, "second\r\n");
        await credential.InvalidateAsync(server.BaseUrl, authorization!);
        await credential.GetAsync(server.BaseUrl);
        File.Delete(file);
        Assert.Equal(["first", "second"], server.TokenRequests.Select(static request => TokenServer.Form(request)["client_secret"]));
    }

    [Theory]
    [InlineData(ClientAssertionRules.Smart, "JWT")]
    [InlineData(ClientAssertionRules.Issuer, "client-authentication+jwt")]
    public async Task An_assertion_says_what_SMART_asks_for(ClientAssertionRules rules, string type)
    {
        await using var server = new TokenServer(_ => RawAnswer.Of("400 Bad Request", """{ "error": "invalid_request" }""", TokenServer.Json));
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        var options = new BackendServicesOptions { ClientId = "client", SigningKey = TestKeys.EcKey, AssertionRules = rules, TimeProvider = time, Scopes = { "system/Patient.rs" } };
        var credential = ClientCredentialsCredential.Create(options, Platforms.Unknown);
        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<FhirTokenException>(async () => await credential.GetAsync(server.BaseUrl));
            time.Advance(TimeSpan.FromMinutes(1));
        }

        var forms = server.TokenRequests.Select(TokenServer.Form).ToList();
        Assert.Equal(["client_assertion", "client_assertion_type", "grant_type", "scope"], forms[0].Keys.Order(StringComparer.Ordinal));
        Assert.Equal("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", forms[0]["client_assertion_type"]);
        var tokens = forms.Select(static form => new JsonWebToken(form["client_assertion"])).ToList();
        var token = tokens[0];
        var audience = rules == ClientAssertionRules.Smart ? server.TokenEndpoint.AbsoluteUri : server.BaseUrl.AbsoluteUri;
        Assert.Equal((type, "ES384", "ec-1", "client", "client", audience), (token.Typ, token.Alg, token.Kid, token.Issuer, token.Subject, Assert.Single(token.Audiences)));
        Assert.Equal(TimeSpan.FromMinutes(4), token.ValidTo - DateTimeOffset.UnixEpoch.AddYears(60).UtcDateTime);
        Assert.NotEqual(tokens[0].Id, tokens[1].Id);
        Assert.True(token.Id.Length >= 32);
    }

    [Fact]
    public async Task Backend_services_ask_for_the_system_scopes_of_the_platform_file()
    {
        await using var server = new TokenServer();
        var platform = Platforms.With(new(), client: new ClientRegistration { Scopes = new((string[])["openid", "patient/Patient.rs", "system/Patient.rs"]) });
        var options = new BackendServicesOptions { ClientId = "client", SigningKey = TestKeys.RsaKey, TokenEndpoint = server.TokenEndpoint };
        await ClientCredentialsCredential.Create(options, platform).GetAsync(server.BaseUrl);
        Assert.Equal("system/Patient.rs", TokenServer.Form(Assert.Single(server.TokenRequests))["scope"]);
    }
}
