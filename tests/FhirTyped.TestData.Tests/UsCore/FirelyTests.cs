using Hl7.Fhir.Serialization;

namespace FhirTyped.TestData.Tests;

/// <summary>The Firely SDK reads every resource strictly: values by their types, codes by required bindings, cardinalities.</summary>
public sealed class FirelyTests
{
    [Fact]
    public void Everything_is_read_strictly_by_the_Firely_sdk()
    {
        var reader = new FhirJsonDeserializer(new DeserializerSettings().UsingMode(DeserializationMode.Strict));
        foreach (var resource in new UsCoreGenerator(new() { Patients = 20, Seed = 12 }).Stream().Concat(new PatientGenerator(new() { Seed = 12 }).Generate(50)))
        {
            var json = FhirTyped.R4.FhirJson.ToJson(resource);

            Assert.Equal(resource.Id, reader.DeserializeResource(json).Id);
        }
    }

    [Fact]
    public void It_would_see_what_is_wrong() =>
        Assert.ThrowsAny<Exception>(static () => new FhirJsonDeserializer(new DeserializerSettings().UsingMode(DeserializationMode.Strict)).DeserializeResource("""{"resourceType":"Observation","id":"1","status":"finished","code":{"text":"x"}}"""));
}
