using System.Buffers;
using System.Text;
using FhirTyped.R4;
using FhirTyped.R4.Tests;

namespace FhirTyped.Firely.Tests.Xml;

public sealed class FhirXmlTests
{
    private const string Div = "<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">";

    [Fact]
    public void AResource_IsWrittenAsTheStandardWritesIt()
    {
        var patient = new Patient { Id = "p1", Active = true, Name = { new() { Family = "Smith & <Sons>" } }, BirthDate = FhirDate.Parse("1970-03") };

        var xml = Encoding.UTF8.GetString(FhirXml.ToUtf8Bytes(patient));

        Assert.Equal(
            """<?xml version="1.0" encoding="utf-8"?><Patient xmlns="http://hl7.org/fhir"><id value="p1" /><active value="true" /><name><family value="Smith &amp; &lt;Sons&gt;" /></name><birthDate value="1970-03" /></Patient>""",
            xml);
        var output = new ArrayBufferWriter<byte>();
        FhirXml.Write(output, patient);
        Assert.Equal(xml, Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal("Smith & <Sons>", FhirXml.Read<Patient>(output.WrittenSpan).Name[0].Family);
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","birthDate":"1970","_birthDate":{"id":"b","extension":[{"url":"u","valueDecimal":1.10}]}}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":[null,"b"],"_given":[{"id":"a"},null]}]}""")]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":0.100}}""")]
    [InlineData("""{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o"}],"managingOrganization":{"reference":"#o"}}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"a\tb\r\nc  d"}]}""")]
    [InlineData("""{"resourceType":"Patient","birthDate":"1970-13-45","gender":"other-than-that"}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"\ud83d\ude00 \u00e4"}]}""")]
    [InlineData("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"a"}},{"resource":{"resourceType":"Patient","id":"b"}}]}""")]
    public void WhatXmlCanHold_ComesBackTheSame(string json)
    {
        var xml = FhirXml.ToUtf8Bytes(FhirJson.Read(Encoding.UTF8.GetBytes(json)));

        Assert.Null(JsonComparison.FirstDifference(Encoding.UTF8.GetBytes(json), FhirJson.ToUtf8Bytes(FhirXml.Read(xml))));
    }

    [Theory]
    [InlineData("a &amp; b &lt;i&gt; <b>x</b><br/>", "a &amp; b &lt;i&gt; <b>x</b><br/>")]
    [InlineData("a&nbsp;b&eacute;", "a\u00a0b\u00e9")]
    [InlineData("<img src=\\\"a.png\\\" alt=\\\"x\\\"/>", "<img src=\"a.png\" alt=\"x\"/>")]
    public void ANarrative_KeepsWhatItSays(string inner, string expected)
    {
        var patient = FhirJson.Read<Patient>($$$"""{"resourceType":"Patient","text":{"status":"generated","div":"{{{Div}}}{{{inner}}}</div>"}}""");

        var back = FhirXml.Read<Patient>(FhirXml.ToUtf8Bytes(patient));

        Assert.Equal(XhtmlText.Canonical("<div>" + expected + "</div>"), XhtmlText.Canonical(back.Text!.Div!.ToString()!));
    }

    [Theory]
    [InlineData("x</div></text><active value=\\\"false\\\"/><text><status value=\\\"generated\\\"/>" + Div + "y</div>")]
    [InlineData("x</div><div>y</div>")]
    [InlineData("x<br>y</div>")]
    [InlineData("x</div><!-- --> <p/>")]
    [InlineData("&secret;</div>")]
    [InlineData("x")]
    public void ANarrativeThatIsNoXhtml_CannotBecomeMoreThanANarrative(string div)
    {
        var patient = FhirJson.Read<Patient>($$$"""{"resourceType":"Patient","active":true,"text":{"status":"generated","div":"{{{Div}}}{{{div}}}"}}""");

        var error = Assert.Throws<FhirXmlException>(() => FhirXml.ToUtf8Bytes(patient));

        Assert.Equal("Patient.text.div", error.Place);
        Assert.DoesNotContain("secret", error.ToString());
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"Secret\u0001"}]}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"Secret\uffff"}]}""")]
    [InlineData("""{"resourceType":"Patient","Secret key":"x"}""")]
    [InlineData("""{"resourceType":"Patient","name":[null,{"family":"Secret"}]}""")]
    public void WhatXmlCannotHold_IsAnException_WithoutItsValue(string json)
    {
        var error = Assert.Throws<FhirXmlException>(() => FhirXml.ToUtf8Bytes(FhirJson.Read(Encoding.UTF8.GetBytes(json))));

        Assert.DoesNotContain("Secret", error.ToString());
    }

    [Theory]
    [InlineData("<!DOCTYPE Patient [<!ENTITY x \"y\">]><Patient xmlns=\"http://hl7.org/fhir\"><id value=\"&x;\"/></Patient>")]
    [InlineData("<!DOCTYPE Patient SYSTEM \"file:///etc/passwd\"><Patient xmlns=\"http://hl7.org/fhir\"/>")]
    [InlineData("<!DOCTYPE Patient [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Patient xmlns=\"http://hl7.org/fhir\"><id value=\"a\"/></Patient>")]
    [InlineData("<Patient/>")]
    [InlineData("<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"a\"/>")]
    [InlineData("<Patient xmlns=\"http://hl7.org/fhir\">Secret</Patient>")]
    [InlineData("<Patient xmlns=\"http://hl7.org/fhir\"><name>Secret<family value=\"x\"/></name></Patient>")]
    [InlineData("<Patient xmlns=\"http://hl7.org/fhir\"><id xmlns=\"urn:other\" value=\"Secret\"/></Patient>")]
    [InlineData("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>Secret</body></html>")]
    [InlineData("{\"resourceType\":\"Patient\"}")]
    [InlineData("")]
    public void WhatIsNoFhirXml_OrWouldBeLost_IsAnException_WithoutItsValue(string xml)
    {
        var error = Assert.Throws<FhirXmlException>(() => FhirXml.Read(Encoding.UTF8.GetBytes(xml)));

        Assert.DoesNotContain("Secret", error.ToString());
    }

    [Theory]
    [InlineData("<id value=\"a\"/><id value=\"Unexpected\"/>")]
    [InlineData("<id value=\"a\" other=\"Unexpected\"/>")]
    [InlineData("<another value=\"Unexpected\"/>")]
    [InlineData("<another><inner value=\"Unexpected\"/></another>")]
    public void WhatTheStandardDoesNotKnow_IsKept(string inner) =>
        Assert.Contains("Unexpected", FhirJson.ToJson(FhirXml.Read(Encoding.UTF8.GetBytes("<Patient xmlns=\"http://hl7.org/fhir\">" + inner + "</Patient>"))));

    [Fact]
    public void SizeAndDepth_AreBoundedAsInJson()
    {
        var deep = "<Patient xmlns=\"http://hl7.org/fhir\">" + string.Concat(Enumerable.Repeat("<extension url=\"u\">", 100_000));
        var deepDiv = "<Patient xmlns=\"http://hl7.org/fhir\"><text><status value=\"generated\"/><div xmlns=\"http://www.w3.org/1999/xhtml\">" + string.Concat(Enumerable.Repeat("<div>", 100_000));
        var large = FhirXml.ToUtf8Bytes(new Patient { Name = { new() { Family = new string('x', 5000) } } });

        Assert.Contains("deeper", Assert.Throws<FhirXmlException>(() => FhirXml.Read(Encoding.UTF8.GetBytes(deep))).Message);
        Assert.Contains("deeper", Assert.Throws<FhirXmlException>(() => FhirXml.Read(Encoding.UTF8.GetBytes(deepDiv))).Message);
        Assert.Contains("larger", Assert.Throws<FhirXmlException>(() => FhirXml.Read(large, FhirJsonOptions.Lenient with { MaxPayloadLength = 4000 })).Message);
        Assert.NotNull(FhirXml.Read(large, FhirJsonOptions.Lenient with { MaxPayloadLength = 10_000 }));
    }

    [Fact]
    public void OtherEncodings_AreRead_AsTheyDeclare()
    {
        const string Xml = "<?xml version=\"1.0\" encoding=\"utf-16\"?><Patient xmlns=\"http://hl7.org/fhir\"><name><family value=\"\u00c4\"/></name></Patient>";

        var patient = FhirXml.Read<Patient>([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Xml)]);

        Assert.Equal("\u00c4", patient.Name[0].Family);
    }

    [Fact]
    public void OptionsOfReading_HoldForXml() => Assert.Throws<FhirFormatException>(
        () => FhirXml.Read("<Patient xmlns=\"http://hl7.org/fhir\"><birthDate value=\"1970-13-45\"/></Patient>"u8, FhirJsonOptions.Strict));
}
