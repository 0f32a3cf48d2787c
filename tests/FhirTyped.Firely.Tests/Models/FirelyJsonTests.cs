using System.Buffers;
using System.Text;
using Hl7.Fhir.Model;

namespace FhirTyped.Firely.Tests.Models;

public sealed class FirelyJsonTests
{
    [Fact]
    public void ReadAndWrite_KeepEverything()
    {
        const string Json = """{"resourceType":"Patient","id":"p1","active":true,"birthDate":"1970-03","multipleBirthInteger":2}""";
        var resource = FirelyJson.Read(Encoding.UTF8.GetBytes(Json));
        var output = new ArrayBufferWriter<byte>();
        FirelyJson.Write(resource, output);

        Assert.Equal("1970-03", Assert.IsType<Patient>(resource).BirthDate);
        Assert.Equal(Json, Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
