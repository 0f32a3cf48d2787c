using FhirTyped;
using FhirTyped.Firely;
using FhirTyped.Platforms;
using FhirTyped.Sandbox;
using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using Microsoft.Extensions.DependencyInjection;
using WithFirely;

// A server in this process that behaves as Epic does. What it holds is made with the Firely SDK's own types.
await using var sandbox = await FhirSandbox.StartAsync<Epic>();
await sandbox.LoadAsync(SyntheticPatient.Record().Select(static resource => resource.ToFhirTyped()));

// FhirClient as it always was, over Epic's guard. Against Epic itself, only the address and the access token differ.
var services = new ServiceCollection();
services.AddFhirPlatform<Epic>(options => options.BaseUrl = sandbox.BaseUrl).AddFirelyClient();
await using var provider = services.BuildServiceProvider();
var client = provider.GetRequiredService<FhirClient>();
var epic = provider.GetRequiredService<Epic>();

var patient = await client.ReadAsync<Patient>("Patient/" + SyntheticPatient.Id);
Console.WriteLine($"{patient!.Name[0].Given.First()} {patient.Name[0].Family}, born {patient.BirthDate}");

// Its searches take typed queries, and its pages are read as ever.
var search = epic.Observation.Search(q => q
    .Patient.Is(SyntheticPatient.Id)
    .Category.Is(FhirTyped.R4.ObservationCategory.Laboratory)     // leave this line out: error FHT1101, Epic needs category or code
    .Count(20));
var count = 0;
for (var page = await client.SearchAsync(search); page is not null; page = await client.ContinueAsync(page))
{
    count += page.Entry.Count(static entry => entry.Resource is Observation);
}

Console.WriteLine($"{count} results by FhirClient");

// The same search without FhirClient: the pages are read as they are needed, the results are the Firely SDK's types.
await foreach (Observation result in search.AsFirely())
{
    if (count-- == 1 && result.Value is Quantity value)
    {
        Console.WriteLine($"the last of as many: {result.Code.Text} {value.Value} {value.Unit}");
    }
}

// What the compiler cannot see, the guard stops before it is sent: as an outcome, as every error of FhirClient.
try
{
    await client.SearchAsync<Observation>(new SearchParams("patient", SyntheticPatient.Id));
}
catch (FhirOperationException refused)
{
    Console.WriteLine(refused.Outcome!.Issue[0].Details!.Text);
}

Console.WriteLine(count == 0 ? "WithFirely: OK" : "WithFirely: the two did not find the same");
