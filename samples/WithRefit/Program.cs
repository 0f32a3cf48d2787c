using FhirTyped;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Refit;
using WithRefit;

// Refit interfaces of Epic, one per resource type, with what Epic supports. They are made when this is compiled.
[assembly: FhirRefitClients<Epic>]

// A server in this process that behaves as Epic does, with a patient who does not exist.
await using var sandbox = await FhirSandbox.StartAsync<Epic>();
await sandbox.LoadAsync(SyntheticPatient.Record());

// As with any Refit client.
var patients = RestService.For<IEpicPatientApi>(sandbox.BaseUrl.AbsoluteUri);
Patient patient = await patients.ReadAsync(SyntheticPatient.Id);
Console.WriteLine($"{patient.Name[0].Given[0]} {patient.Name[0].Family}, born {patient.BirthDate}");

// By injection, with a handler that tries again after 503 and 429.
var services = new ServiceCollection();
services.AddFhirPlatform<Epic>(options => options.BaseUrl = sandbox.BaseUrl).AddRefitClients().AddStandardResilienceHandler();
await using var provider = services.BuildServiceProvider();
var observations = provider.GetRequiredService<IEpicObservationApi>();
var count = 0;
await foreach (Observation result in observations.Search(q => q
    .Patient.Is(SyntheticPatient.Id)
    .Category.Is(ObservationCategory.Laboratory)     // leave this line out: error FHT1101, Epic needs category or code
    .Count(20)))
{
    count++;
}

Console.WriteLine($"{count} laboratory results");

// What HTTP says is Refit's exception.
try
{
    await patients.ReadAsync("nobody");
}
catch (ApiException refused) when (refused.TryGetContentAs<OperationOutcome>(out var outcome))
{
    Console.WriteLine($"{(int)refused.StatusCode}: {outcome?.Issue[0].Code}");
}

Console.WriteLine(count > 20 ? "WithRefit: OK" : "WithRefit: results are missing");
