using System.Text.Json;
using System.Text.Json.Serialization;
using FhirTyped;
using FhirTyped.R4;
using Microsoft.Extensions.DependencyInjection;
using Refit;
using Trimmed;

[assembly: FhirRefitClients<Clinic>]

// A small program without reflection: what it does not use is trimmed away when it is published.
var bundle = FhirJson.Read<Bundle>(
    """
    {"resourceType":"Bundle","type":"collection","entry":[
      {"resource":{"resourceType":"Patient","id":"p1","gender":"female","_birthDate":{"extension":[{"url":"http://example.org/unknown","valueBoolean":true}]}}},
      {"resource":{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"Weight"},"valueQuantity":{"value":70.50,"unit":"kg"}}}]}
    """u8);

var patient = bundle.Entry.Select(static entry => entry.Resource).OfType<Patient>().Single();
var observation = bundle.Entry.Select(static entry => entry.Resource).OfType<Observation>().Single();
Console.WriteLine($"{patient.Id} {patient.Gender} {observation.ValueQuantity?.Value} {observation.ValueQuantity?.Unit}");

// The serializer of .NET takes the model too, also without reflection.
var visit = JsonSerializer.Deserialize(JsonSerializer.Serialize(new Visit(patient), VisitContext.Default.Visit), VisitContext.Default.Visit)!;
Console.WriteLine(FhirJson.ToJson(visit.Patient) == FhirJson.ToJson(patient) ? "JsonSerializer: OK" : "JsonSerializer: something was lost");

// A client, and Refit's interfaces of the same platform.
var services = new ServiceCollection();
services.AddFhirPlatform<Clinic>().AddRefitClients().ConfigurePrimaryHttpMessageHandler(static () => new ClinicServer());
await using var provider = services.BuildServiceProvider();
var typed = await provider.GetRequiredService<Clinic>().Patient.ReadAsync("p1");
var refit = await provider.GetRequiredService<IClinicPatientApi>().ReadAsync("p1");
var found = 0;
await foreach (var one in provider.GetRequiredService<IClinicObservationApi>().Search(q => q.Patient.Is("p1").Category.Is("laboratory")))
{
    found += one.Id == "o1" ? 1 : 0;
}

var refused = 0;
var byHand = RestService.ForGenerated<IClinicPatientApi>(new HttpClient(new ClinicServer()) { BaseAddress = new Uri("https://clinic.example.org/r4") }, new RefitSettings());
try
{
    await byHand.ReadAsync("nobody");
}
catch (ApiException)
{
    refused++;
}

var isWhole = typed.Active == true && refit.Active == true && found == 1 && refused == 1;
Console.WriteLine(isWhole ? "Clients: OK" : "Clients: something was lost");

var again = FhirJson.Read<Bundle>(FhirJson.ToUtf8Bytes(bundle));
Console.WriteLine(isWhole && FhirJson.ToJson(again).Contains("\"_birthDate\"") && FhirJson.ToJson(visit.Patient) == FhirJson.ToJson(patient) ? "Trimmed: OK" : "Trimmed: something was lost");

internal sealed record Visit(Patient Patient);

[JsonSerializable(typeof(Visit))]
internal sealed partial class VisitContext : JsonSerializerContext;
