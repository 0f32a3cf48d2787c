using System.Globalization;
using System.Text.Json;

namespace FhirTyped.External.Tests;

/// <summary>fhir-kit-client 2 and fhirclient 2 through the gateway, to a sandbox of Epic behind it: each logs in as a browser does, and pages to the end.</summary>
public sealed class FhirClientsTests
{
    [Fact]
    public async Task Clients_that_others_wrote_log_in_and_page()
    {
        Assert.SkipUnless(NodeServer.IsInstalled("fhir-kit-client") && NodeServer.IsInstalled("fhirclient"), NodeServer.MissingMessage);
        await using var gateway = await EpicGateway.StartAsync();

        var lines = await NodeServer.RunAsync("fhir-clients.mjs", gateway.Address, "epic", "erika");

        Assert.Equal(["fhir-kit-client 3 25 25", "fhirclient 3 25 25"], lines.Select(static line =>
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return string.Create(CultureInfo.InvariantCulture, $"{root.GetProperty("client")} {root.GetProperty("pages")} {root.GetProperty("count")} {root.GetProperty("distinct")}");
        }));
        Assert.All(gateway.Sandbox.Requests.Where(static request => request.Interaction == "search-type"), static request => Assert.Equal(200, request.Status));
    }
}
