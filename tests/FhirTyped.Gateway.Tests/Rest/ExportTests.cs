using System.Net;
using FhirTyped.BulkData;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;

namespace FhirTyped.Gateway.Tests;

/// <summary>Exports through the gateway: the client of bulk data knows nothing of the platform but what the gateway tells it.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "fhirtyped-gateway-export-" + Guid.NewGuid().ToString("N"));

    private static BulkExportOptions Quick => new() { FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5), LongestRetryAfter = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public async Task An_export_comes_through_and_leads_to_the_gateway_alone()
    {
        await using var sandbox = await EpicAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);
        var epic = FhirPlatform.Create<Epic>(options => options.BaseUrl = new Uri(gateway.Address, "/api/fhir/epic"));

        await using var job = await epic.Group("g1").Export(static e => e.Types("Patient", "Observation")).StartAsync(_folder, Quick);
        var files = await job.DownloadAsync();

        var ids = new List<string?>();
        await foreach (var patient in files.ReadAsync<Patient>())
        {
            ids.Add(patient.Id);
        }

        Assert.Equal(["p1", "p2"], ids.Order());
        var manifest = await File.ReadAllTextAsync(Path.Combine(_folder, "manifest.json"));
        Assert.DoesNotContain(sandbox.BaseUrl.Authority, manifest, StringComparison.Ordinal);
        Assert.Contains("\"requiresAccessToken\":true", manifest.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var actions = (await gateway.AuditAsync()).Select(static entry => entry.Action).ToList();
        Assert.Contains("export-status", actions);
        Assert.Equal(2, actions.Count(static action => action == "export-file"));
    }

    [Fact]
    public async Task It_is_ended_by_its_caller_and_by_nobody_else()
    {
        await using var sandbox = await EpicAsync(TimeSpan.FromMinutes(5));
        await using var gateway = await RestGateway.BeforeAsync(sandbox);
        var begun = await gateway.GetAsync("/api/fhir/epic/Group/g1/$export", ("Prefer", "respond-async"), (RestGateway.CallerHeader, "one"));
        Assert.True(begun.Status == HttpStatusCode.Accepted, begun.Body);
        var status = new Uri(begun["Content-Location"]!).AbsolutePath;

        Assert.Equal(HttpStatusCode.Gone, (await gateway.GetAsync(status, (RestGateway.CallerHeader, "other"))).Status);
        Assert.Equal(HttpStatusCode.Gone, (await gateway.SendAsync(HttpMethod.Delete, status, headers: (RestGateway.CallerHeader, "other"))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.GetAsync(status, (RestGateway.CallerHeader, "one"))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.SendAsync(HttpMethod.Delete, status, headers: (RestGateway.CallerHeader, "one"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync(status, (RestGateway.CallerHeader, "one"))).Status);
    }

    /// <summary>A page of a search is no export: nothing is deleted by its link.</summary>
    [Fact]
    public async Task A_page_of_a_search_is_not_ended()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync([.. Enumerable.Range(0, 5).Select(static i => new Patient { Id = FormattableString.Invariant($"p{i}"), Active = true })]);
        await using var gateway = await RestGateway.BeforeAsync(sandbox);
        var page = await gateway.GetAsync("/api/fhir/hapi/Patient?active=true&_count=2");
        var next = page.Json["link"]!.AsArray().First(static link => link!["relation"]!.GetValue<string>() == "next")!["url"]!.GetValue<string>();

        var answer = await gateway.SendAsync(HttpMethod.Delete, new Uri(next).AbsolutePath);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.DoesNotContain(sandbox.Requests, static request => request.Method == "DELETE");
    }

    /// <summary>Whoever is bound to a patient gets nobody's export.</summary>
    [Fact]
    public async Task A_patients_scopes_export_nothing()
    {
        await using var sandbox = await EpicAsync();
        await using var gateway = await RestGateway.BeforeAsync(sandbox);

        var answer = await gateway.GetAsync("/api/fhir/epic/Group/g1/$export", ("Prefer", "respond-async"), (RestGateway.CallerHeader, "one;patient/*.rs;p1"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Empty(sandbox.Requests);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<FhirSandbox> EpicAsync(TimeSpan? duration = null)
    {
        var options = new FhirSandboxOptions();
        if (duration is { } given)
        {
            options.ExportDuration = given;
        }

        var sandbox = await FhirSandbox.StartAsync<Epic>(options);
        await sandbox.LoadAsync(
            new Patient { Id = "p1" }, new Patient { Id = "p2" }, new Patient { Id = "p3" },
            new Observation { Id = "o1", Status = ObservationStatus.Final, Code = new CodeableConcept { Text = "x" }, Subject = new ResourceReference { Reference = "Patient/p1" } },
            new Group
            {
                Id = "g1", Type = GroupType.Person, Actual = true,
                Member = { new GroupMember { Entity = new ResourceReference { Reference = "Patient/p1" } }, new GroupMember { Entity = new ResourceReference { Reference = "Patient/p2" } } },
            });
        return sandbox;
    }
}
