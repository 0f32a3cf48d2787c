using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FhirTyped.R4.Tests;

/// <summary>Half of a surrogate pair is no character: it is neither read nor written, and never becomes another one silently.</summary>
public sealed class SurrogateTests
{
    [Theory]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"a\ud83d"}]}""", "Patient.name[0].family")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"\uDE00b"}]}""", "Patient.name[0].family")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"\ud83d\ud83d\ude00"}]}""", "Patient.name[0].family")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"\\\ud83d"}]}""", "Patient.name[0].family")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a","\ud83d"]}]}""", "Patient.name[0].given[1]")]
    [InlineData("""{"resourceType":"Patient","gender":"\ud83d"}""", "Patient.gender")]
    [InlineData("""{"resourceType":"Patient","birthDate":"\ud83d"}""", "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","text":{"status":"generated","div":"<div>\ud83d</div>"}}""", "Patient.text.div")]
    [InlineData("""{"resourceType":"Patient","extension":[{"url":"u","valueString":"\ud83d"}]}""", "Patient.extension[0].valueString")]
    [InlineData("""{"resourceType":"Patient","_birthDate":{"id":"\ud83d"}}""", "Patient.birthDate.id")]
    [InlineData("""{"resourceType":"Patient","nickname":"\ud83d"}""", "Patient.?")]
    [InlineData("""{"resourceType":"Patient","nickname":{"a":["\ud83d"]}}""", "Patient.?.?[0]")]
    [InlineData("""{"resourceType":"Patient","active":"\ud83d"}""", "Patient.active")]
    [InlineData("""{"resourceType":"Patient","name":["\ud83d"]}""", "Patient.name[0]")]
    [InlineData("""{"resourceType":"Patient","nick\ud83dname":1}""", "Patient.?")]
    [InlineData("""{"resourceType":"Patient","na\ud83dme":[]}""", "Patient.?")]
    [InlineData("""{"resourceType":"Patient","\ud83d":1}""", "Patient.?")]
    [InlineData("""{"resourceType":"\ud83d"}""", "Resource.resourceType")]
    [InlineData("""{"resourceType":"Patient","id":"a\ud83d"}""", "Patient.id")]
    public void Read_OfHalfAPair_Throws(string json, string location)
    {
        foreach (var options in new[] { FhirJsonOptions.Lenient, FhirJsonOptions.Strict })
        {
            var exception = Assert.Throws<FhirFormatException>(() => FhirJson.Read(Encoding.UTF8.GetBytes(json), options));
            Assert.Equal((FhirFormatCode.InvalidText, location), (exception.Issue.Code, exception.Issue.Location));
        }

        Assert.Throws<FhirFormatException>(() => FhirJson.Read<Resource>(System.Text.RegularExpressions.Regex.Unescape(json.Replace("\\\\", "\\\\\\\\", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("""\ud83d\ude00""", "😀")]
    [InlineData("""\uD83D\uDE00""", "😀")]
    [InlineData("""\\ud83d""", """\ud83d""")]
    [InlineData("""\\\\ud83d\\""", """\\ud83d\""")]
    [InlineData("""\ud7ff\ue000\uffff""", "\ud7ff\ue000\uffff")]
    [InlineData("😀", "😀")]
    public void Read_OfWholePairs_KeepsThem(string escaped, string text)
    {
        var patient = FhirJson.Read<Patient>(Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient","name":[{"family":"{{escaped}}"}],"{{escaped}}":"{{escaped}}"}"""));

        Assert.Equal((text, text), (patient.Name[0].Family, patient.UnknownProperties[0].Key));
        Assert.Equal(text, FhirJson.Read<Patient>(FhirJson.ToUtf8Bytes(patient)).Name[0].Family);
    }

    public static TheoryData<string, Resource> Broken => new()
    {
        { "Patient.name[1].family", new Patient { Name = { new HumanName { Family = "😀" }, new HumanName { Family = "a\uD83D" } } } },
        { "Patient.name[0].given[1]", new Patient { Name = { new HumanName { Given = ["a", "\uDE00"] } } } },
        { "Patient.extension[0].valueString", new Patient { Extension = { new Extension { Url = "u", Value = "\uDE00\uD83D" } } } },
        { "Patient.text.div", new Patient { Text = new Narrative { Div = "<div>\uD83D</div>" } } },
        { "Patient.gender", new Patient { Gender = new Code<AdministrativeGender>("\uD83D") } },
        { "Patient.id", new Patient { Id = "\uD83D" } },
        { "Resource.resourceType", new UnknownResource("\uD83D") },
        { "Bundle.entry[0].resource.name[0].id", new Bundle { Entry = { new BundleEntry { Resource = new Patient { Name = { new HumanName { Id = "\uD83Db" } } } } } } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Write_OfHalfAPair_ThrowsAndNamesThePlace(string location, Resource resource)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output);
        Action[] writings =
        [
            () => FhirJson.ToJson(resource), () => FhirJson.ToUtf8Bytes(resource, indented: true), () => FhirJson.Write(output, resource), () => FhirJson.Write(writer, resource),
        ];
        foreach (var writing in writings)
        {
            var exception = Assert.Throws<FhirFormatException>(writing);
            Assert.Equal((FhirFormatCode.InvalidText, location), (exception.Issue.Code, exception.Issue.Location));
            Assert.DoesNotContain("byte", exception.Message, StringComparison.Ordinal);
        }

        // And what comes after is written as ever.
        Assert.Equal("""{"resourceType":"Patient"}""", FhirJson.ToJson(new Patient()));
    }

    [Fact]
    public async Task Write_OfHalfAPair_LeavesTheStreamEmpty()
    {
        var stream = new MemoryStream();
        var patient = new Patient { Id = "\uD83D" };

        await Assert.ThrowsAsync<FhirFormatException>(async () => await FhirJson.WriteAsync(stream, patient));
        await Assert.ThrowsAsync<FhirFormatException>(async () => await FhirNdjson.WriteAsync(stream, patient));
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void Comparing_OfHalvesOfPairs_TellsThemApart()
    {
        var patient = new Patient { Id = "a\uD83D" };

        Assert.True(patient.DeepEquals(patient.DeepClone()));
        Assert.False(patient.DeepEquals(new Patient { Id = "a\uD83E" }));
        Assert.False(patient.DeepEquals(new Patient { Id = "a\uFFFD" }));
        Assert.False(patient.DeepEquals(new Patient { Id = "a\\uD83D" }));
    }
}
