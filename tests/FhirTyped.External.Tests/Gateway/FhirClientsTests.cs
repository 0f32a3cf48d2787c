using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FhirTyped.Gateway;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using FhirTyped.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FhirTyped.External.Tests;

/// <summary>fhir-kit-client 2 and fhirclient 2 through the gateway, to a sandbox of Epic behind it: each logs in as a browser does, and pages to the end.</summary>
public sealed class FhirClientsTests
{
    [Fact]
    public async Task Clients_that_others_wrote_log_in_and_page()
    {
        Assert.SkipUnless(NodeServer.IsInstalled("fhir-kit-client") && NodeServer.IsInstalled("fhirclient"), NodeServer.MissingMessage);
        var client = new SandboxOAuthClient { Id = "gateway", Secret = "of the sandbox alone" };
        await using var sandbox = await FhirSandbox.StartAsync<Epic>(new FhirSandboxOptions { Authorization = new SandboxAuthorization { Clients = { client } } });
        await sandbox.LoadAsync(Record());
        await using var app = Build(sandbox, client);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        client.RedirectUris.Add(address + "/oauth/callback");

        var lines = await NodeServer.RunAsync("fhir-clients.mjs", address, "epic", "erika");

        Assert.Equal(["fhir-kit-client 3 25 25", "fhirclient 3 25 25"], lines.Select(static line =>
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return string.Create(CultureInfo.InvariantCulture, $"{root.GetProperty("client")} {root.GetProperty("pages")} {root.GetProperty("count")} {root.GetProperty("distinct")}");
        }));
        Assert.All(sandbox.Requests.Where(static request => request.Interaction == "search-type"), static request => Assert.Equal(200, request.Status));
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
        var app = builder.Build();
        app.UseFhirGateway();
        app.MapFhirGateway();
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
