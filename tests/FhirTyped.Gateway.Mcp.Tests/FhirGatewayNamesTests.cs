using FhirTyped.Platforms;
using FhirTyped.Sandbox;

namespace FhirTyped.Gateway.Mcp.Tests;

/// <summary>Prompts that were written for fhir-gateway go on: its names and arguments, over the same code.</summary>
public sealed class FhirGatewayNamesTests
{
    private static readonly string[] Names = ["list_platforms", "get_capabilities", "search", "read", "create", "update", "delete", "start_auth", "wait_for_auth", "get_auth_status", "revoke_auth"];

    [Fact]
    public async Task Its_names_are_listed_where_that_is_wanted_and_do_what_they_say()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(AgentHost.Record(3));
        await using var host = await AgentHost.StartAsync(options => options.Platforms["hapi"] = AgentHost.Open(sandbox.BaseUrl), mcp: static options => options.ListsFhirGatewayNames = true);
        await using var client = await host.ConnectAsync();

        var names = (await client.ListToolsAsync()).Select(static tool => tool.Name).ToList();
        Assert.Empty(Names.Except(names));
        Assert.Contains("hapi", (await AgentHost.CallAsync(client, "list_platforms", "{}")).Text, StringComparison.Ordinal);
        Assert.Contains("Observation", (await AgentHost.CallAsync(client, "get_capabilities", """{"platform_id":"hapi","resource_type":"Observation"}""")).Text, StringComparison.Ordinal);
        Assert.Equal(3, (await AgentHost.CallAsync(client, "search", """{"platform_id":"hapi","resource_type":"Observation","params":{"patient":"erika"},"limit":10}""")).Json.GetProperty("rows").GetArrayLength());
        Assert.Contains("Muster", (await AgentHost.CallAsync(client, "read", """{"platform_id":"hapi","resource_type":"Patient","resource_id":"erika"}""")).Text, StringComparison.Ordinal);
        Assert.Equal("waiting", (await AgentHost.CallAsync(client, "create", """{"platform_id":"hapi","resource_type":"Patient","resource":{"resourceType":"Patient"}}""")).Json.GetProperty("state").GetString());
        Assert.Equal("waiting", (await AgentHost.CallAsync(client, "delete", """{"platform_id":"hapi","resource_type":"Patient","resource_id":"erika"}""")).Json.GetProperty("state").GetString());
        Assert.DoesNotContain(sandbox.Requests, static request => request.Method is "POST" or "DELETE");
        Assert.True((await AgentHost.CallAsync(client, "search", """{"platform_id":"hapi","resource_type":"Observation","params":{"patient":"erika"},"elements":["id"]}""")).IsError);
    }

    [Fact]
    public async Task They_are_not_listed_else()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox);
        await using var client = await host.ConnectAsync();

        Assert.Equal(8, (await client.ListToolsAsync()).Count);
        Assert.True((await AgentHost.CallAsync(client, "search", """{"platform_id":"hapi","resource_type":"Observation","params":{"patient":"erika"}}""")).IsError);
    }
}
