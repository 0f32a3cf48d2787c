using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.External.Tests;

/// <summary>The TypeScript SDK, the inspector's command line and the conformance suite of the Model Context Protocol before the gateway's tools, with a sandbox of Epic behind them.</summary>
public sealed class McpClientsTests
{
    [Fact]
    public async Task Programs_that_others_wrote_get_the_laboratory_results()
    {
        Assert.SkipUnless(
            NodeServer.IsInstalled("@modelcontextprotocol/sdk") && NodeServer.IsInstalled("@modelcontextprotocol/inspector-cli") && NodeServer.IsInstalled("@modelcontextprotocol/conformance"), NodeServer.MissingMessage);
        await using var gateway = await EpicGateway.StartAsync(static services => services.AddFhirGatewayMcp(static options => options.AllowWithoutToken = true), static app => app.MapFhirGatewayMcp());

        var lines = (await NodeServer.RunAsync("mcp-clients.mjs", gateway.Address, "epic", "erika")).Select(static line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.Equal("""{"program":"typescript-sdk","tools":8,"refusedFirst":true,"rows":25,"pages":3}""", lines[0].GetRawText());
        Assert.Equal("""{"program":"inspector","tools":8,"rows":10}""", lines[1].GetRawText());
        Assert.Equal(10, lines.Count(static line => line.GetProperty("program").GetString() == "conformance"));
        Assert.All(lines.Skip(2), static line => Assert.True(line.GetProperty("passed").GetInt32() > 0 && line.GetProperty("passed").GetInt32() == line.GetProperty("all").GetInt32(), line.GetRawText()));
    }
}
