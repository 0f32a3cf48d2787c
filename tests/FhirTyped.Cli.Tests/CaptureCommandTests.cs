using System.Text.Json;

namespace FhirTyped.Cli.Tests;

public sealed class CaptureCommandTests
{
    private const string Statement = """
        { "resourceType": "CapabilityStatement", "status": "active", "date": "2026-10-01T08:00:00Z", "kind": "instance", "fhirVersion": "4.0.1",
          "software": { "name": "Test server", "version": "7" }, "implementation": { "description": "Long prose", "url": "https://elsewhere.example/fhir" },
          "rest": [{ "mode": "server", "documentation": "Longer prose", "resource": [
            { "type": "Patient", "interaction": [{ "code": "read" }, { "code": "search-type", "documentation": "prose" }],
              "searchParam": [{ "name": "family", "type": "string", "documentation": "prose" }, { "name": "own" }] }] }] }
        """;

    [Fact]
    public async Task Server_IsCapturedAsItsFacts()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer(new()
        {
            ["/fhir/metadata"] = Statement,
            ["/fhir/.well-known/smart-configuration"] = """
                { "authorization_endpoint": "https://a.example/authorize", "token_endpoint": "https://a.example/token", "scopes_supported": ["openid"],
                  "code_challenge_methods_supported": ["S256"], "token_endpoint_auth_methods_supported": ["private_key_jwt"] }
                """,
        });

        var run = await Tool.RunAsync("capture", server.Address, "--as", "test-server", "--output", folder.Path, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal((1, 1), (run.Json.GetProperty("resource_types").GetInt32(), run.Json.GetProperty("search_parameters").GetInt32()));
        Assert.Contains("'own'", Assert.Single(run.Json.GetProperty("left_out").EnumerateArray()).GetProperty("message").GetString());
        Assert.Contains(("/fhir/metadata", "application/fhir+json"), server.Requests);
        var statement = Read(folder, "test-server", "capabilities.json");
        Assert.Equal(server.Address + "/", statement.GetProperty("meta").GetProperty("source").GetString());
        Assert.Equal("2026-10-01", statement.GetProperty("date").GetString());
        Assert.Equal(server.Address, statement.GetProperty("implementation").GetProperty("url").GetString());
        Assert.DoesNotContain("prose", statement.GetRawText());
        var platform = Read(folder, "test-server", "platform.json");
        Assert.Equal(("test-server", "Test server 7", server.Address), (Text(platform, "id"), Text(platform, "display_name"), Text(platform, "fhir_base_url")));
        Assert.Equal("https://a.example/token", Text(platform.GetProperty("oauth"), "token_url"));

        var explained = await Tool.RunAsync("explain", "test-server", "GET Patient?family=a", "--platforms", folder.Path);
        Assert.Equal((0, ""), (explained.ExitCode, explained.Errors));
    }

    [Fact]
    public async Task SecondCapture_LeavesThePlatformFileAlone()
    {
        using var folder = new TemporaryFolder();
        var statement = folder.File("statement.json", Statement);
        var platform = folder.File("x/platform.json", """{ "display_name": "By hand", "capability_statement": "capabilities.json" }""");

        var run = await Tool.RunAsync("capture", statement, "--as", "x", "--output", folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("By hand", File.ReadAllText(platform));
        Assert.Equal("2026-10-01", Text(Read(folder, "x", "capabilities.json"), "date"));
    }

    [Theory]
    [InlineData("{ \"resourceType\": \"Patient\" }", "x", "'Patient'")]
    [InlineData("{", "x", "JSON")]
    [InlineData(Statement, "Not An Id", "not a platform id")]
    public async Task WhatCannotBeCaptured_IsOneClearError(string text, string id, string words)
    {
        using var folder = new TemporaryFolder();
        var run = await Tool.RunAsync("capture", folder.File("statement.json", text), "--as", id, "--output", folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(words, run.Errors);
        Assert.Empty(Directory.GetDirectories(folder.Path));
    }

    [Theory]
    [InlineData("$HOST/fhir")]
    [InlineData("https://{organization}.example.org/fhir")]
    [InlineData("https://<your-server>/fhir")]
    public async Task Placeholder_IsNoAddress_AndIsTold(string address)
    {
        using var folder = new TemporaryFolder();
        var run = await Tool.RunAsync(
            "capture", folder.File("statement.json", Statement.Replace("https://elsewhere.example/fhir", address, StringComparison.Ordinal)), "--as", "x", "--output", folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("placeholder", run.Errors);
        Assert.False(Read(folder, "x", "platform.json").TryGetProperty("fhir_base_url", out _));
    }

    [Fact]
    public async Task StatementOfNothing_IsTold()
    {
        using var folder = new TemporaryFolder();
        var run = await Tool.RunAsync("capture", folder.File("statement.json", """
            { "resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "rest": [{ "mode": "server" }] }
            """), "--as", "x", "--output", folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("no resource type", run.Errors);
    }

    [Fact]
    public async Task ServerThatRefuses_IsNamedWithItsAnswer()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer([]);

        var run = await Tool.RunAsync("capture", server.Address, "--as", "x", "--output", folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("/fhir/metadata answered 404", run.Errors);
    }

    private static JsonElement Read(TemporaryFolder folder, string id, string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, id, name))).RootElement;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
