using System.Buffers;
using FhirTyped.R4.Tests;
using Sdk = Hl7.Fhir.Model;

namespace FhirTyped.Firely.Tests.Models;

public sealed class FirelyBodyTests
{
    [Fact]
    public void Body_IsReadAndWritten()
    {
        var json = """{"resourceType":"Patient","id":"p1","active":true,"birthDate":"1970-03","name":[{"family":"Müller <b>"}]}"""u8;
        var patient = FirelyJson.Read<Sdk.Patient>(json);
        var output = new ArrayBufferWriter<byte>();
        FirelyJson.Write(patient, output);

        Assert.Equal("1970-03", patient.BirthDate);
        Assert.Null(JsonComparison.FirstDifference(json.ToArray(), output.WrittenMemory));
        Assert.Throws<FirelyConversionException>(() => FirelyJson.Read<Sdk.Observation>("""{"resourceType":"Patient"}"""u8));
    }
}
