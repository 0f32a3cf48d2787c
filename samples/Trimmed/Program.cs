using System.Text.Json;
using System.Text.Json.Serialization;
using FhirTyped.R4;

// A small program without reflection: what it does not use is trimmed away when it is published.
var bundle = FhirJson.Read<Bundle>(
    """
    {"resourceType":"Bundle","type":"collection","entry":[
      {"resource":{"resourceType":"Patient","id":"p1","gender":"female","_birthDate":{"extension":[{"url":"http://example.org/unknown","valueBoolean":true}]}}},
      {"resource":{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"Weight"},"valueQuantity":{"value":70.50,"unit":"kg"}}}]}
    """u8);

var patient = (Patient)bundle.Entry[0].Resource!;
var observation = (Observation)bundle.Entry[1].Resource!;
Console.WriteLine($"{patient.Id} {patient.Gender} {observation.ValueQuantity?.Value} {observation.ValueQuantity?.Unit}");

// The serializer of .NET takes the model too, also without reflection.
var visit = JsonSerializer.Deserialize(JsonSerializer.Serialize(new Visit(patient), VisitContext.Default.Visit), VisitContext.Default.Visit)!;
Console.WriteLine(FhirJson.ToJson(visit.Patient) == FhirJson.ToJson(patient) ? "JsonSerializer: OK" : "JsonSerializer: something was lost");

var again = FhirJson.Read<Bundle>(FhirJson.ToUtf8Bytes(bundle));
Console.WriteLine(FhirJson.ToJson(again).Contains("\"_birthDate\"") && FhirJson.ToJson(visit.Patient) == FhirJson.ToJson(patient) ? "Trimmed: OK" : "Trimmed: something was lost");

internal sealed record Visit(Patient Patient);

[JsonSerializable(typeof(Visit))]
internal sealed partial class VisitContext : JsonSerializerContext;
