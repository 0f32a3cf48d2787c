using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
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

/// <summary>A gateway with its explorer before four servers: Epic, to which people log in; HAPI, which is open; Oracle Health; and one that answers what a test wants.</summary>
internal sealed class ExplorerSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FhirSandbox _epic;
    private readonly FhirSandbox _hapi;
    private readonly RawServer _labs;

    private ExplorerSite(WebApplication app, FhirSandbox epic, FhirSandbox hapi, RawServer labs) => (_app, _epic, _hapi, _labs) = (app, epic, hapi, labs);

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>The requests that came to Epic's FHIR server.</summary>
    public IEnumerable<string?> EpicRequests => _epic.Requests.Select(static request => request.Interaction);

    public static async Task<ExplorerSite> StartAsync()
    {
        var client = new SandboxOAuthClient { Id = "gateway", Secret = "of the sandbox alone" };
        var epic = await FhirSandbox.StartAsync<Epic>(new FhirSandboxOptions { Authorization = new SandboxAuthorization { Clients = { client } } });
        var hapi = await FhirSandbox.StartAsync<Hapi>();
        await epic.LoadAsync(Record());
        await hapi.LoadAsync(Record());
        var labs = RawServer.Start(Answer);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddFhirGatewayMemoryStore();
        builder.Services.AddFhirGateway(options =>
        {
            options.Limits.AnonymousRequestsPerMinute = 100_000;
            options.Platforms["epic"] = EpicGateway.Launched(epic, client);
            options.Platforms["hapi"] = new GatewayPlatformOptions { BaseUrl = hapi.BaseUrl, IsOpen = true, AllowAnonymous = true };
            options.Platforms["labs"] = new GatewayPlatformOptions { Platform = "hapi", DisplayName = "Laboratory", BaseUrl = new Uri(labs.Address, "fhir/"), IsOpen = true, AllowAnonymous = true };
            options.Platforms["oracle-health"] = new GatewayPlatformOptions { BaseUrl = new Uri(labs.Address, "oracle/"), IsOpen = true, AllowAnonymous = true };
        });
        var app = builder.Build();
        app.UseFhirGateway();
        app.MapFhirGateway();
        app.MapFhirGatewayExplorer();
        await app.StartAsync();
        var site = new ExplorerSite(app, epic, hapi, labs);
        client.RedirectUris.Add(site.Address + "/oauth/callback");
        return site;
    }

    /// <summary>Has a person do something in the browser: what he saw. The page itself said nothing of errors.</summary>
    public async Task<JsonNode> SeeAsync(string scenario, params string[] arguments)
    {
        var line = Assert.Single(await NodeServer.RunAsync("explorer.mjs", [Address, Chromium.Path!, scenario, .. arguments]));
        var seen = JsonNode.Parse(line)!;
        Assert.Equal("[]", seen["problems"]!.ToJsonString());
        return seen;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _epic.DisposeAsync();
        await _hapi.DisposeAsync();
        await _labs.DisposeAsync();
    }

    private static IEnumerable<Resource> Record()
    {
        yield return new Patient { Id = "erika", Name = { new HumanName { Family = "Musterfrau", Given = { "Erika" } } }, Gender = AdministrativeGender.Female, BirthDate = FhirDate.Parse("1980-02-03") };
        foreach (var (code, name, unit, usual) in new[] { ("718-7", "Haemoglobin", "g/dL", 13.2m), ("4548-4", "Haemoglobin A1c", "%", 6.1m), ("2160-0", "Creatinine", "mg/dL", 0.9m) })
        {
            for (var week = 0; week < 52; week += 2)
            {
                // No two are alike, as they are not with people.
                var value = usual * (1 + (0.12m * (decimal)Math.Round(Math.Sin((week / 5.0) + usual.Scale + (double)usual), 2)));
                yield return new Observation
                {
                    Id = string.Create(CultureInfo.InvariantCulture, $"{code}-{week:00}"),
                    Status = ObservationStatus.Final,
                    Category = { ObservationCategory.Laboratory.ToCodeableConcept() },
                    Code = new CodeableConcept { Coding = { new Coding { System = "http://loinc.org", Code = code } }, Text = name },
                    Subject = new ResourceReference { Reference = "Patient/erika" },
                    Effective = new DateTimeElement(FhirDateTime.Parse(new DateOnly(2026, 1, 5).AddDays(7 * week).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
                    Value = new Quantity { Value = Math.Round(value, 1), Unit = unit, System = "http://unitsofmeasure.org", Code = unit },
                };
            }
        }
    }

    // A server that says of itself what a test asks for by a name.
    private static RawAnswer Answer(RawRequest request)
    {
        var address = "http://" + request.Header("Host").Single() + request.Target;
        var search = request.Target[(request.Target.IndexOf('?', StringComparison.Ordinal) + 1)..];
        return search switch
        {
            "name=unsaid" => Bundle(null, Patient("1", "Unsaid")),
            "name=dropped" => Bundle(address.Split('?')[0], Patient("1", "Somebody else")),
            "name=hostile" => Bundle(address, Hostile()),
            _ when search.StartsWith("patient=", StringComparison.Ordinal) => Bundle(address, Observations(int.Parse(search.AsSpan(8), CultureInfo.InvariantCulture))),
            _ => Bundle(address, Patient("1", "Said")),
        };
    }

    private static RawAnswer Bundle(string? self, params IEnumerable<string> resources) => RawAnswer.Of(
        "200 OK",
        "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"," + (self is null ? "" : "\"link\":[{\"relation\":\"self\",\"url\":\"" + self + "\"}],")
            + "\"entry\":[" + string.Join(',', resources.Select(static resource => "{\"resource\":" + resource + ",\"search\":{\"mode\":\"match\"}}")) + "]}",
        "Content-Type: application/fhir+json");

    private static string Patient(string id, string name) => "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"name\":[{\"text\":" + JsonSerializer.Serialize(name) + "}]}";

    private static string[] Hostile() =>
    [
        Patient("markup", "<img src=x onerror=\"window.ran=1\"><script>window.ran=1</script>"),
        Patient("rtl", "\u202eתמר כהן\u202e"),
        Patient("long", new string('x', 3 * 1024 * 1024)),
        """{"resourceType":"Patient","id":"<b>kinds</b>","name":{"text":["not a text"]},"birthDate":{"a":1},"gender":["<i>"],"active":"javascript:window.ran=1","__proto__":{"polluted":true}}""",
    ];

    private static IEnumerable<string> Observations(int count) => Enumerable.Range(0, count).Select(number => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"{{\"resourceType\":\"Observation\",\"id\":\"o{number}\",\"status\":\"final\",\"code\":{{\"text\":\"Series {number % 40}\"}},\"subject\":{{\"reference\":\"Patient/{count}\"}},")
        .Append(CultureInfo.InvariantCulture, $"\"effectiveDateTime\":\"{new DateOnly(2020, 1, 1).AddDays(number):yyyy-MM-dd}\",\"valueQuantity\":{{\"value\":{number % 17}.10,\"unit\":\"mg\"}}}}").ToString());
}
