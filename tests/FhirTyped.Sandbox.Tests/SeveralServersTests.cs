using FhirTyped.Platforms;
using FhirTyped.R4;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Two Epics, a hospital that extends Epic, and a HAPI in one container, asked by the same services.</summary>
public sealed class SeveralServersTests : IAsyncLifetime
{
    private readonly Dictionary<string, FhirSandbox> _servers = [];
    private readonly ServiceCollection _services = [];
    private ServiceProvider? _provider;

    private ServiceProvider Provider => _provider ??= _services.BuildServiceProvider();

    public async ValueTask InitializeAsync()
    {
        _services.AddFhirPlatform<Epic>("north", (await StartAsync<Epic>("north")).Configure);
        _services.AddFhirPlatform<Epic>("south", (await StartAsync<Epic>("south")).Configure);
        _services.AddFhirPlatform<Mercy>((await StartAsync<Mercy>("mercy")).Configure);
        _services.AddFhirPlatform<Hapi>((await StartAsync<Hapi>("hapi")).Configure);
        _services.AddFhirPlatformGroup<Laboratories>();
        _services.AddTransient<LaboratoryService>();
        _services.AddHealthChecks().AddFhirPlatforms();
        _services.AddLogging();
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        foreach (var server in _servers.Values)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task OneService_AsksAllOfThem_ByName()
    {
        var service = Provider.GetRequiredService<LaboratoryService>();
        Assert.Equal(["north", "south", "mercy", "hapi"], service.Hospitals);
        foreach (var name in service.Hospitals)
        {
            var found = await service.OfAsync(name, name + "-patient");
            Assert.Equal(2, found.Count);
            Assert.All(found, lab => Assert.Equal("Patient/" + name + "-patient", lab.Subject!.Reference));
            Assert.Single(_servers[name].Requests);
        }
    }

    [Fact]
    public async Task AServiceOfEpic_TakesBothEpicsAndMercy()
    {
        var registry = Provider.GetRequiredService<IFhirPlatformRegistry>();
        foreach (var name in new[] { "north", "south", "mercy" })
        {
            Assert.Equal(name + "-patient", (await new EpicService(registry.GetClient<Epic>(name)).PatientAsync(name + "-patient")).Id);
        }

        Assert.Equal("mercy-patient", (await new EpicService(Provider.GetRequiredService<Mercy>()).PatientAsync("mercy-patient")).Id);
        Assert.Throws<ArgumentException>(() => registry.GetClient<Epic>("hapi"));

        // The hospital's own rule holds behind Epic's class.
        var refused = await Assert.ThrowsAsync<FhirCapabilityException>(
            () => registry.GetClient<Epic>("mercy").Patient.Search(q => q.Family.StartsWith("Muster").Birthdate.On(1980, 2, 3)).ToListAsync());
        Assert.Equal("mercy", refused.Platform.Id);
        Assert.NotNull(await registry.GetClient<Epic>("north").Patient.Search(q => q.Family.StartsWith("Muster").Birthdate.On(1980, 2, 3)).ToListAsync());
    }

    [Fact]
    public async Task Health_OfEach_IsTold()
    {
        var report = await Provider.GetRequiredService<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService>().CheckHealthAsync();
        Assert.Equal(["fhir:hapi", "fhir:mercy", "fhir:north", "fhir:south"], report.Entries.Keys.Order());
        Assert.All(report.Entries.Values, static entry => Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, entry.Status));
    }

    [Fact]
    public async Task LoadMore_GoesOnByTheServersOwnLinks()
    {
        foreach (var hospital in Provider.GetRequiredService<FhirPlatformGroup<Laboratories>>().All)
        {
            var id = hospital.Platform.Id;
            var first = await hospital.Observation.Search(q => q.Patient.Is("nobody").Category.Is(ObservationCategory.Laboratory).Count(1)).FirstPageAsync();
            Assert.Null(first.Continuation);
            Assert.NotNull(id);
        }

        var north = Provider.GetRequiredKeyedService<Epic>("north");
        var page = await north.Observation.Search(q => q.Patient.Is("north-patient").Category.Is(ObservationCategory.Laboratory).Count(1)).FirstPageAsync();
        var next = await north.ContinueAsync<Observation>(page.Continuation!);
        Assert.Equal((1, 1, null), (page.Matches.Count, next.Matches.Count, next.Continuation));
        Assert.NotEqual(page.Matches[0].Id, next.Matches[0].Id);
    }

    private async Task<Server> StartAsync<TPlatform>(string name)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        var sandbox = await FhirSandbox.StartAsync<TPlatform>();
        await sandbox.LoadAsync([People.Patient(name + "-patient"), .. People.Laboratories(2, name + "-patient")]);
        _servers.Add(name, sandbox);
        return new(sandbox);
    }

    private sealed class Server(FhirSandbox sandbox)
    {
        public void Configure(FhirPlatformOptions options) => options.BaseUrl = sandbox.BaseUrl;
    }

    private sealed class LaboratoryService(FhirPlatformGroup<Laboratories> hospitals)
    {
        public IReadOnlyList<string> Hospitals => hospitals.Names;

        public Task<List<Observation>> OfAsync(string hospital, string patientId) => hospitals.For(hospital).Observation
            .Search(q => q.Patient.Is(patientId).Category.Is(ObservationCategory.Laboratory)).ToListAsync();
    }

    private sealed class EpicService(Epic epic)
    {
        public Task<Patient> PatientAsync(string id) => epic.Patient.ReadAsync(id);
    }
}
