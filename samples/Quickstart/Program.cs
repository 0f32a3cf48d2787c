using System.Security.Cryptography;
using FhirTyped;
using FhirTyped.Auth;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Quickstart;

// A server in this process that behaves as Epic does, with a patient who does not exist. It is its authorization server as well, and knows our public key.
using var keys = ECDsa.Create(ECCurve.NamedCurves.nistP384);
var key = SmartSigningKey.FromPem(keys.ExportPkcs8PrivateKeyPem());
await using var sandbox = await FhirSandbox.StartAsync<Epic>(new FhirSandboxOptions
{
    Authorization = new SandboxAuthorization
    {
        Clients = { new SandboxOAuthClient { Id = "quickstart", PublicKeys = SmartSigningKey.ToPublicJwks(key), Scopes = "system/Patient.rs system/Observation.rs" } },
    },
});
await sandbox.LoadAsync(SyntheticPatient.Record());

// Against Epic itself, only the address, the client id and the key differ: SMART Backend Services get their token by themselves.
var services = new ServiceCollection();
services.AddFhirPlatform<Epic>(options => options.BaseUrl = sandbox.BaseUrl)
    .AddBackendServices(options =>
    {
        options.ClientId = "quickstart";
        options.SigningKey = key;
        options.Scopes.Add("system/Patient.rs");
        options.Scopes.Add("system/Observation.rs");
    });
await using var provider = services.BuildServiceProvider();
var epic = provider.GetRequiredService<Epic>();

// Read a patient: GET /Patient/erika
Patient patient = await epic.Patient.ReadAsync(SyntheticPatient.Id);
Console.WriteLine($"{patient.Name[0].Given[0]} {patient.Name[0].Family}, born {patient.BirthDate}");

// Stream the laboratory results of one year. Twenty come on a page; the pages are read as they are needed.
var results = epic.Observation.Search(q => q
    .Patient.Is(SyntheticPatient.Id)
    .Category.Is(ObservationCategory.Laboratory)     // leave this line out: error FHT1101, Epic needs category or code
    .Date.OnOrAfter(2025, 1, 1)
    .Count(20));

var count = 0;
await foreach (Observation result in results)
{
    if (count++ < 3 && result.Value is Quantity value)
    {
        Console.WriteLine($"  {result.EffectiveDateTime}  {result.Code?.Text}: {value.Value} {value.Unit}");
    }
}

Console.WriteLine($"  … {count} results, on {sandbox.Requests.Count(request => request.ResourceType == "Observation")} pages");

// What the compiler cannot see, for example a search that is put together while the program runs, the same facts stop before it is sent.
try
{
    IFhirPlatformClient untyped = epic;
    await untyped.Search($"Observation?patient={SyntheticPatient.Id}").FirstPageAsync();
}
catch (FhirCapabilityException refused)
{
    Console.WriteLine(refused.Message);
}

Console.WriteLine("Quickstart: OK");
