using System.Net;
using System.Text.Json;
using FhirTyped.Platforms;
using FhirTyped.Sandbox;
using ModelContextProtocol.Client;

namespace FhirTyped.Gateway.Mcp.Tests;

/// <summary>Who may call at all.</summary>
public sealed class AuthorizationTests
{
    private const string Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";

    [Fact]
    public async Task Without_a_token_an_agent_learns_where_to_get_one()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);

        var (status, _, response) = await RawCall.SendAsync(host, Ping);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        var challenge = response.Headers.WwwAuthenticate.ToString();
        Assert.Equal($"Bearer resource_metadata=\"{host.Address}.well-known/oauth-protected-resource/mcp\", scope=\"fhir:read fhir:write\"", challenge);
        using var document = JsonDocument.Parse(await host.Http.GetStringAsync("/.well-known/oauth-protected-resource/mcp"));
        Assert.Equal(host.McpAddress.AbsoluteUri, document.RootElement.GetProperty("resource").GetString());
        Assert.Equal(host.Provider!.Issuer, document.RootElement.GetProperty("authorization_servers")[0].GetString());
        Assert.Empty(sandbox.Requests);
    }

    [Theory]
    [InlineData("rest")]
    [InlineData("foreign")]
    [InlineData("none")]
    [InlineData("expired")]
    public async Task A_token_for_somebody_else_is_refused(string kind)
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);
        var token = kind switch
        {
            "rest" => host.Provider!.Token(host.Address, change: static claims => claims["scope"] = "fhir:read"),
            "foreign" => host.Token(change: static claims => claims["aud"] = "https://elsewhere.example/mcp"),
            "none" => host.Token(change: static claims => claims.Remove("aud")),
            _ => host.Token(change: static claims => claims["exp"] = 1_700_000_000),
        };

        var (status, _, response) = await RawCall.SendAsync(host, Ping, ("Authorization", "Bearer " + token));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Else an agent would write by REST what it may only propose.</summary>
    [Fact]
    public async Task A_token_for_the_tools_opens_nothing_else()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/fhir/hapi/Patient/erika");
        request.Headers.Add("Authorization", "Bearer " + host.Token());

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(sandbox.Requests);
    }

    [Fact]
    public async Task Scopes_are_all_asked_for_at_once_and_tools_hang_on_them()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);

        var (status, _, response) = await RawCall.SendAsync(host, Ping, ("Authorization", "Bearer " + host.Token(scope: "openid user/*.rs")));
        await using var reader = await host.ConnectAsync(host.Token(scope: "fhir:read user/*.rs"));
        var tools = await reader.ListToolsAsync();

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("error=\"insufficient_scope\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Contains("scope=\"fhir:read fhir:write\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(tools, static tool => tool.Name == "change");
        await Assert.ThrowsAsync<ModelContextProtocol.McpProtocolException>(() => AgentHost.CallAsync(reader, "change", """{"platform":"hapi","method":"delete","reference":"Patient/erika"}"""));
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Host", "evil.example", HttpStatusCode.MisdirectedRequest)]
    public async Task Pages_of_elsewhere_ask_nothing(string header, string value, HttpStatusCode expected)
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox);

        Assert.Equal(expected, (await RawCall.SendAsync(host, Ping, (header, value))).Status);
    }

    [Fact]
    public async Task A_cookie_is_nobody_here()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);

        Assert.Equal(HttpStatusCode.Unauthorized, (await RawCall.SendAsync(host, Ping, ("Cookie", await host.LogInAsync()))).Status);
    }

    /// <summary>What the agent's own scopes do not cover is refused before anything is sent, whatever the gateway's credential could.</summary>
    [Fact]
    public async Task An_agent_sees_no_more_than_its_scopes()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync([.. AgentHost.Record(3), .. AgentHost.Record(3, "max")]);
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);
        await using var client = await host.ConnectAsync(host.Token(scope: "fhir:read patient/Observation.rs", change: static claims => claims["patient"] = "erika"));

        var own = await AgentHost.CallAsync(client, "search", """{"platform":"hapi","type":"Observation","criteria":{"patient":"erika"}}""");
        var other = await AgentHost.CallAsync(client, "search", """{"platform":"hapi","type":"Observation","criteria":{"patient":"max"}}""");
        var person = await AgentHost.CallAsync(client, "read", """{"platform":"hapi","reference":"Patient/erika"}""");

        Assert.False(own.IsError, own.Text);
        Assert.True(other.IsError);
        Assert.True(person.IsError);
        Assert.DoesNotContain("max-o", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_development_nobody_is_served_without_a_token()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => AgentHost.StartAsync(
            options =>
            {
                options.PublicUrl = new Uri("https://gateway.example");
                options.Platforms["hapi"] = AgentHost.Open(sandbox.BaseUrl);
            },
            environment: "Production"));

        Assert.Contains("AllowWithoutToken", failure.ToString(), StringComparison.Ordinal);
    }
}
