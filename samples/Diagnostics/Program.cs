using FhirTyped;
using FhirTyped.Platforms;
using FhirTyped.R4;

var epic = FhirPlatform.Create<Epic>();
var oracle = FhirPlatform.Create<OracleHealth>();
var id = args[0];
var day = new DateOnly(2025, 1, 1);

// What a platform does not have is no member of its client. The compiler says CS1061, FhirTyped says why.
_ = epic.SupplyDelivery; // FHT1001
await epic.Patient.DeleteAsync(id); // FHT1002
_ = epic.Patient.Search(q => q.Deceased.Is(true)); // FHT1003
await epic.Patient.Everything(id); // FHT1008
await epic.Patient.CreateIfNoneExistAsync(new Patient(), q => q.Identifier.Is("urn:oid:1.2.3", id)); // FHT1010
await oracle.Patient.PatchAsync(id, new FhirPathPatch { VersionId = "1" }.Delete("Patient.photo")); // FHT1403
_ = oracle.Transaction(); // FHT1404
_ = Hospitals.Over(epic).Slot; // FHT1011

// What types cannot say: combinations, values, forms.
_ = oracle.Observation.Search(q => q.Patient.Is(id).Date.Approximately(day)); // FHT1005
_ = epic.Observation.Search(q => q.Patient.Is(id)); // FHT1101
_ = epic.Patient.Search(q => q.Id.Is(id).Birthdate.On(day)); // FHT1102
_ = epic.Condition.Search(q => q.Patient.Is(id).Subject.Is("Patient", id)); // FHT1104
_ = epic.AllergyIntolerance.Search(q => q.Patient.Is(id).ClinicalStatus.Is("resolved")); // FHT1105
_ = epic.Encounter.Search(q => q.Patient.Is(id).Identifier.Is("12345")); // FHT1201
_ = epic.Patient.Search(q => q.Family.StartsWith("")); // FHT1205
_ = epic.Patient.Search("family=" + id); // FHT1206
_ = epic.Patient.Search($"birthDate=ge{day}"); // FHT1207

// What goes wrong later.
var part = await oracle.Condition.Search(q => q.Id.Is(id).Elements("code")).FirstOrDefaultAsync();
await oracle.Condition.UpdateAsync(part!); // FHT1210
var clientSecret = "q8Zr2Lm0XvT5"; // FHT1306
Console.WriteLine(clientSecret.Length);
_ = new FhirPlatformOptions { BaseUrl = new Uri("http://fhir.hospital.example/r4") }; // FHT1307
await oracle.Immunization.UpdateAsync(new Immunization { Id = id }); // FHT1401
_ = new Bundle { Type = BundleType.Transaction, Entry = { new() { Resource = new Account { Owner = new() { Reference = "urn:uuid:0b5a1d54-6f2c-4f43-8f4c-1d3a3f5d2a11" } } } } }; // FHT1405
var first = (Patient)new Bundle().Entry[0].Resource!; // FHT1506
_ = epic.Patient.Search(async q => q.Family.StartsWith(await File.ReadAllTextAsync(id))); // FHT1510
System.Diagnostics.Trace.WriteLine(first.BirthDate); // FHT1601

// And what is right.
await foreach (var result in epic.Observation.Search(q => q.Patient.Is(id).Category.Is(ObservationCategory.Laboratory)))
{
    Console.WriteLine(result.TypeName);
}

[FhirPlatformGroup(typeof(Epic), typeof(OracleHealth))]
internal sealed partial class Hospitals;
