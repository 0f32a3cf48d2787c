using FhirTyped.Capabilities;
using FhirTyped.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FhirTyped.Auth.Tests;

/// <summary>Where a token endpoint is looked for, and which addresses are none.</summary>
public class SmartDiscoveryTests
{
    private const string WellKnown = "/fhir/.well-known/smart-configuration";
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task The_servers_own_configuration_comes_first()
    {
        await using var server = new TokenServer();
        await TokenAsync(server);
        Assert.Equal([WellKnown, "/token"], server.Requests.Select(static request => request.Target));
        Assert.Equal("application/json", Assert.Single(server.Requests[0].Header("Accept")));
        Assert.Empty(server.Requests[0].Header("Authorization"));
    }

    [Theory]
    [InlineData("404 Not Found", "")]
    [InlineData("200 OK", "<html></html>")]
    [InlineData("200 OK", "{}")]
    [InlineData("302 Found", "")]
    public async Task Then_the_statement(string status, string body)
    {
        TokenServer server = null!;
        await using var _ = server = new TokenServer(null, request => request.Target switch
        {
            WellKnown => RawAnswer.Of(status, body, "Location: /elsewhere"),
            "/fhir/metadata" => RawAnswer.Of("200 OK", Statement(server.TokenEndpoint.AbsoluteUri)),
            _ => RawAnswer.Of("500 Internal Server Error"),
        });
        await TokenAsync(server);
        Assert.Equal([WellKnown, "/fhir/metadata", "/token"], server.Requests.Select(static request => request.Target));
    }

    [Fact]
    public async Task Then_the_platform_file_where_it_is_about_this_server()
    {
        await using var server = new TokenServer(null, static _ => RawAnswer.Of("404 Not Found"));
        var oauth = new PlatformOAuth { TokenUrl = server.TokenEndpoint.AbsoluteUri };
        await TokenAsync(server, Platforms.With(oauth, server.BaseUrl.AbsoluteUri.TrimEnd('/')));
        await TokenAsync(server, Platforms.With(oauth, "https://{tenant}.example.org/fhir"));

        // The secret of this hospital is not that platform's: it is not sent there.
        var error = await Assert.ThrowsAsync<FhirTokenException>(() => TokenAsync(server, Platforms.With(oauth, "https://sandbox.example.org/fhir")));
        Assert.Contains("another base address", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.TokenRequests.Count);
    }

    [Fact]
    public async Task Where_nobody_says_it_the_error_names_what_each_lacked()
    {
        await using var server = new TokenServer(null, static request =>
            request.Target == WellKnown ? RawAnswer.Of("200 OK", "{}", TokenServer.Json) : RawAnswer.Of("200 OK", """{ "resourceType": "CapabilityStatement" }"""));
        var error = await Assert.ThrowsAsync<FhirTokenException>(() => TokenAsync(server));
        Assert.Contains(
            ".well-known/smart-configuration cannot be used: it has no token_endpoint; metadata cannot be used: it has no extension oauth-uris; the platform file names no token endpoint",
            error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://idp.example.org/token", "is neither https nor http to loopback")]
    [InlineData("/token", "is not absolute")]
    [InlineData("https://user:pl4nted@idp.example.org/token", "names a user")]
    [InlineData("https://idp.example.org/token#part", "has a fragment")]
    [InlineData("file:///etc/passwd", "is neither https nor http to loopback")]
    [InlineData("https://", "is not absolute")]
    public async Task An_address_that_is_none_is_refused(string address, string problem)
    {
        await using var server = new TokenServer(null, request => RawAnswer.Of("200 OK", $$"""{ "token_endpoint": "{{address}}" }""", TokenServer.Json));
        var error = await Assert.ThrowsAsync<FhirTokenException>(() => TokenAsync(server));
        Assert.Contains("token_endpoint " + problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pl4nted", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cache-Control: max-age=60", 60)]
    [InlineData("Cache-Control: max-age=86400", 3600)]
    [InlineData("X-None: 1", 600)]
    [InlineData("Cache-Control: no-store", 0)]
    public async Task An_answer_is_kept_as_long_as_it_allows_and_an_hour_at_most(string header, int seconds)
    {
        TokenServer server = null!;
        await using var _ = server = new TokenServer(null, request => RawAnswer.Of("200 OK", $$"""{ "token_endpoint": "{{server.TokenEndpoint}}" }""", TokenServer.Json, header));
        var credential = server.NewCredential(options => (options.TokenEndpoint, options.TimeProvider) = (null, _time));
        await AgainAsync();
        if (seconds > 0)
        {
            _time.Advance(TimeSpan.FromSeconds(seconds - 1));
            await AgainAsync();
            Assert.Equal(1, Discoveries());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await AgainAsync();
        Assert.Equal(2, Discoveries());

        int Discoveries() => server.Requests.Count(static request => request.Target == WellKnown);

        async Task AgainAsync()
        {
            _time.Advance(TimeSpan.Zero);
            var authorization = await credential.GetAsync(server.BaseUrl);
            await credential.InvalidateAsync(server.BaseUrl, authorization!);
        }
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://[fe80::1]/token")]
    [InlineData("https://[::ffff:169.254.169.254]/token")]
    [InlineData("https://0.0.0.0/token")]
    [InlineData("https://224.0.0.1/token")]
    [InlineData("https://[::]/token")]
    public async Task What_a_server_names_must_not_lead_to_the_link_or_to_no_machine(string address)
    {
        await using var server = new TokenServer(null, request => RawAnswer.Of("200 OK", $$"""{ "token_endpoint": "{{address}}" }""", TokenServer.Json));
        var error = await Assert.ThrowsAsync<FhirTokenException>(() => TokenAsync(server));
        Assert.Contains("is not asked", error.Message, StringComparison.Ordinal);
    }

    private static string Statement(string token) => $$"""
        { "resourceType": "CapabilityStatement", "rest": [ { "security": { "extension": [ { "url": "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
          "extension": [ { "url": "token", "valueUri": "{{token}}" }, { "url": "authorize", "valueUri": "https://example.org/authorize" } ] } ] } } ] }
        """;

    private static async Task TokenAsync(TokenServer server, PlatformDescriptor? platform = null)
    {
        var credential = server.NewCredential(static options => options.TokenEndpoint = null, platform);
        await credential.GetAsync(server.BaseUrl);
    }
}
