using System.Text;
using System.Text.Json;
using FhirTyped.Platforms;
using FhirTyped.Sandbox;
using ModelContextProtocol;

namespace FhirTyped.Gateway.Mcp.Tests;

/// <summary>What programs see of the tools, by both versions of the protocol.</summary>
public sealed class ProtocolTests
{
    private static readonly string[] Names = ["platforms", "describe", "search", "read", "explain", "summary", "find_code", "change"];

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Tools_prompts_and_resources_are_listed(string version)
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox);
        await using var client = await host.ConnectAsync(protocolVersion: version);

        var tools = await client.ListToolsAsync();
        var prompts = await client.ListPromptsAsync();
        var resources = await client.ListResourcesAsync();
        var templates = await client.ListResourceTemplatesAsync();
        var platform = await client.ReadResourceAsync("fhir://platform/hapi");
        var prompt = await client.GetPromptAsync("patient_summary", new Dictionary<string, object?> { ["platform"] = "hapi", ["patient"] = "erika" });

        Assert.Equal(Names, tools.Select(static tool => tool.Name));
        Assert.All(tools, static tool => Assert.NotNull(tool.ReturnJsonSchema));
        Assert.Equal(["patient_summary", "prior_authorization", "connect_then_query"], prompts.Select(static one => one.Name));
        Assert.Equal("fhir://platforms", Assert.Single(resources).Uri);
        Assert.Equal("fhir://platform/{id}", Assert.Single(templates).UriTemplate);
        Assert.Contains("Observation", ((ModelContextProtocol.Protocol.TextResourceContents)platform.Contents[0]).Text, StringComparison.Ordinal);
        Assert.Contains("patient erika at hapi", ((ModelContextProtocol.Protocol.TextContentBlock)prompt.Messages[0].Content).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_small_and_may_be_kept()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox);

        var body = await RawCall.SendAsync(host, """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""", ("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "tools/list"));

        using var json = JsonDocument.Parse(body.Json);
        var result = json.RootElement.GetProperty("result");
        Assert.Equal(300_000, result.GetProperty("ttlMs").GetInt32());
        Assert.Equal("private", result.GetProperty("cacheScope").GetString());
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"tools/list: {Encoding.UTF8.GetByteCount(body.Json)} bytes"));
        Assert.True(Encoding.UTF8.GetByteCount(body.Json) <= 8 * 1024, FormattableString.Invariant($"tools/list has {Encoding.UTF8.GetByteCount(body.Json)} bytes"));
    }

    [Fact]
    public async Task What_is_not_there_is_an_error_of_the_protocol()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox);
        await using var client = await host.ConnectAsync();

        await Assert.ThrowsAsync<McpProtocolException>(() => client.CallToolAsync("drop_tables", new Dictionary<string, object?>()).AsTask());
        await Assert.ThrowsAsync<McpProtocolException>(() => client.ReadResourceAsync("fhir://platform/nowhere").AsTask());
        await Assert.ThrowsAsync<McpProtocolException>(() => client.GetPromptAsync("patient_summary").AsTask());
        Assert.Equal("tool-unknown", Assert.Single(await host.AuditAsync()).Action);
    }

    [Fact]
    public async Task Agents_are_described_in_few_words()
    {
        await using var epic = await FhirSandbox.StartAsync<Epic>();
        await using var hapi = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.StartAsync(options =>
        {
            options.Platforms["epic"] = AgentHost.Open(epic.BaseUrl);
            options.Platforms["hapi"] = AgentHost.Open(hapi.BaseUrl);
        });
        await using var client = await host.ConnectAsync();

        foreach (var platform in new[] { "epic", "hapi" })
        {
            var whole = await AgentHost.CallAsync(client, "describe", $$"""{"platform":"{{platform}}"}""");
            var observation = await AgentHost.CallAsync(client, "describe", $$"""{"platform":"{{platform}}","type":"Observation"}""");
            var patient = await AgentHost.CallAsync(client, "describe", $$"""{"platform":"{{platform}}","type":"Patient"}""");
            foreach (var reply in new[] { whole, observation, patient })
            {
                Assert.True(Encoding.UTF8.GetByteCount(reply.Text) <= 2_048 && Encoding.UTF8.GetByteCount(reply.Json.GetRawText()) <= 2_560, FormattableString.Invariant($"{platform}: {reply.Text.Length}, {reply.Json.GetRawText().Length}"));
            }
        }

        var epicObservation = await AgentHost.CallAsync(client, "describe", """{"platform":"epic","type":"Observation"}""");
        Assert.Contains("one of _id | category | code", epicObservation.Text, StringComparison.Ordinal);
        Assert.Contains("values of category: laboratory, vital-signs", epicObservation.Text, StringComparison.Ordinal);
        Assert.Contains("""example: criteria {"patient":"123","category":"laboratory"}""", epicObservation.Text, StringComparison.Ordinal);
        var wrong = await AgentHost.CallAsync(client, "describe", """{"platform":"epic","type":"Observations"}""");
        Assert.True(wrong.IsError);
        Assert.Contains("Did you mean 'Observation'?", wrong.Text, StringComparison.Ordinal);
    }
}
