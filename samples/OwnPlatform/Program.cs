using FhirTyped;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using OwnPlatform;

// mercy-hospital.platform.json is this hospital's Epic: all of Epic's facts, and two of its own. MercyHospital is made from it.
await using var sandbox = await FhirSandbox.StartAsync<MercyHospital>();
await sandbox.LoadAsync(new Encounter
{
    Id = "visit",
    Status = EncounterStatus.Finished,
    Class = new Coding { System = "http://terminology.hl7.org/CodeSystem/v3-ActCode", Code = "AMB" },
    Subject = new ResourceReference { Reference = "Patient/erika" },
    Period = new Period { Start = FhirDateTime.Parse("2026-03-05") },
});
var mercy = sandbox.CreateClient<MercyHospital>();

// Epic would take the search without a date; this hospital does not, and leaving the date out is an error here: FHT1101.
var visits = await mercy.Encounter
    .Search(q => q.Patient.Is("erika").Date.OnOrAfter(2026, 1, 1))
    .ToListAsync(max: 100);
Console.WriteLine($"{mercy.Platform.Name}: {visits.Count} visit");

// The server refuses it as well, so that tests find what gets past the compiler.
using var http = sandbox.CreateHttpClient();
using var response = await http.GetAsync("Encounter?patient=erika");
var outcome = FhirJson.Read<OperationOutcome>(await response.Content.ReadAsByteArrayAsync());
Console.WriteLine($"{(int)response.StatusCode} {response.StatusCode}: {outcome.Issue[0].Diagnostics}");

Console.WriteLine("OwnPlatform: OK");
