using System.Globalization;
using System.Text.Json;
using FhirTyped.Gateway;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FhirTyped.External.Tests;

/// <summary>The TypeScript SDK, the inspector's command line and the conformance suite of the Model Context Protocol before the gateway's tools, with a sandbox of Epic behind them.</summary>
public sealed class McpClientsTests
{
    [Fact]
    public async Task Programs_that_others_wrote_get_the_laboratory_results()
    {
        Assert.SkipUnless(
            NodeServer.IsInstalled("@modelcontextprotocol/sdk") && NodeServer.IsInstalled("@modelcontextprotocol/inspector-cli") && NodeServer.IsInstalled("@modelcontextprotocol/conformance"), NodeServer.MissingMessage);
        var client = new SandboxOAuthClient { Id = "gateway", Secret = "of the sandbox alone" };
        await using var sandbox = await FhirSandbox.StartAsync<Epic>(new FhirSandboxOptions { Authorization = new SandboxAuthorization { Clients = { client } } });
        await sandbox.LoadAsync(Record());
        await using var app = Build(sandbox, client);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        client.RedirectUris.Add(address + "/oauth/callback");

        var lines = (await NodeServer.RunAsync("mcp-clients.mjs", address, "epic", "erika")).Select(static line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.Equal("""{"program":"typescript-sdk","tools":8,"refusedFirst":true,"rows":25,"pages":3}""", lines[0].GetRawText());
        Assert.Equal("""{"program":"inspector","tools":8,"rows":10}""", lines[1].GetRawText());
        Assert.Equal(10, lines.Count(static line => line.GetProperty("program").GetString() == "conformance"));
        Assert.All(lines.Skip(2), static line => Assert.True(line.GetProperty("passed").GetInt32() > 0 && line.GetProperty("passed").GetInt32() == line.GetProperty("all").GetInt32(), line.GetRawText()));
    }

    private static WebApplication Build(FhirSandbox sandbox, SandboxOAuthClient client)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddFhirGatewayMemoryStore();
        builder.Services.AddFhirGateway(options => options.Platforms["epic"] = new GatewayPlatformOptions
        {
            BaseUrl = sandbox.BaseUrl,
            Launch = new GatewayLaunchOptions { ClientId = client.Id, ClientSecret = client.Secret, Scopes = { "launch/patient", "openid", "fhirUser", "offline_access", "patient/*.rs" } },
        });
        builder.Services.AddFhirGatewayMcp(static options => options.AllowWithoutToken = true);
        var app = builder.Build();
        app.UseFhirGateway();
        app.MapFhirGateway();
        app.MapFhirGatewayMcp();
        return app;
    }

    private static IEnumerable<Resource> Record()
    {
        yield return new Patient { Id = "erika" };
        for (var i = 0; i < 25; i++)
        {
            yield return new Observation
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"o{i}"),
                Status = ObservationStatus.Final,
                Category = { ObservationCategory.Laboratory.ToCodeableConcept() },
                Code = new CodeableConcept { Text = "Haemoglobin" },
                Subject = new ResourceReference { Reference = "Patient/erika" },
            };
        }
    }
}
