using FhirTyped;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using MultiPlatform;

// Two servers in this process: one behaves as Epic does, one as Oracle Health. Each has its own record of one patient.
await using var epicServer = await FhirSandbox.StartAsync<Epic>();
await using var oracleServer = await FhirSandbox.StartAsync<OracleHealth>();
await epicServer.LoadAsync(SyntheticPatient.Record("e1", results: 3));
await oracleServer.LoadAsync(SyntheticPatient.Record("o1", results: 5));

var services = new ServiceCollection();
services.AddFhirPlatform<Epic>(options => options.BaseUrl = epicServer.BaseUrl);
services.AddFhirPlatform<OracleHealth>(options => options.BaseUrl = oracleServer.BaseUrl);
services.AddFhirPlatformGroup<MyHospitals>();
await using var provider = services.BuildServiceProvider();

// One method for any platform that has what it asks for: it is given the endpoint of a platform.
var epic = provider.GetRequiredService<Epic>();
var found = await AnyHospital.ByRecordNumberAsync(epic.Patient, SyntheticPatient.System, SyntheticPatient.Number);
Console.WriteLine($"{SyntheticPatient.Number} is Patient/{found?.Id} on {epic.Platform.Name}");

// One client for those that this program knows: it has what all of them have, and asks the one that is chosen while it runs.
var hospitals = provider.GetRequiredService<FhirPlatformGroup<MyHospitals>>();
foreach (var hospital in hospitals.All)
{
    var patient = await AnyHospital.ByRecordNumberAsync(hospital.Patient, SyntheticPatient.System, SyntheticPatient.Number);
    var results = await hospital.Observation
        .Search(q => q.Patient.Is(patient?.Id ?? "").Category.Is(ObservationCategory.Laboratory).Date.OnOrAfter(2025, 1, 1))
        .CountAsync();
    Console.WriteLine($"{hospital.Platform.Name}: {results} laboratory results");

    // What only one of them has is there by its own client.
    if (hospital.Client is Epic only)
    {
        Console.WriteLine($"  and {await only.Patient.Search(q => q.AddressCity.StartsWith("Nowhere")).CountAsync()} patients of Nowhere");
    }
}

// A rule of one platform holds on that platform only: Epic refuses observations without category or code, and is not asked.
#pragma warning disable FHT1101 // the analyzer says so, too: "Epic needs …"
foreach (var id in new[] { "epic", "oracle-health" })
{
    try
    {
        Console.WriteLine($"{id}: {await hospitals.For(id).Observation.Search(q => q.Patient.Is("o1")).CountAsync()} observations");
    }
    catch (FhirCapabilityException refused)
    {
        Console.WriteLine($"{id}: {refused.Verdicts[0].Id}");
    }
}

Console.WriteLine("MultiPlatform: OK");
