using System.Text;

namespace FhirTyped.R4.Tests;

/// <summary>What reading says about payloads that are against the standard, and that it keeps their data.</summary>
public sealed class ReadIssueTests
{
    [Theory]
    [InlineData("""{"resourceType":"Patient","nickname":"x"}""", FhirFormatCode.UnknownElement, "Patient.?")]
    [InlineData("""{"resourceType":"Patient","name":[{"_use":{"id":"a","x":1}}]}""", FhirFormatCode.UnknownElement, "Patient.name[0].use.?")]
    [InlineData("""{"resourceType":"Patient","_name":[{"id":"a"}]}""", FhirFormatCode.UnknownElement, "Patient.name")]
    [InlineData("""{"resourceType":"Patient","name":{"family":"x"}}""", FhirFormatCode.WrongJsonType, "Patient.name")]
    [InlineData("""{"resourceType":"Patient","name":[1]}""", FhirFormatCode.WrongJsonType, "Patient.name[0]")]
    [InlineData("""{"resourceType":"Patient","active":"true"}""", FhirFormatCode.WrongJsonType, "Patient.active")]
    [InlineData("""{"resourceType":"Patient","birthDate":1970}""", FhirFormatCode.WrongJsonType, "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","maritalStatus":[]}""", FhirFormatCode.EmptyValue, "Patient.maritalStatus")]
    [InlineData("""{"resourceType":"Patient","name":[]}""", FhirFormatCode.EmptyValue, "Patient.name")]
    [InlineData("""{"resourceType":"Patient","name":[null]}""", FhirFormatCode.EmptyValue, "Patient.name[0]")]
    [InlineData("""{"resourceType":"Patient","active":null}""", FhirFormatCode.EmptyValue, "Patient.active")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":[{"a":1}]}]}""", FhirFormatCode.WrongJsonType, "Patient.name[0].given[0]")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a"],"_given":[7]}]}""", FhirFormatCode.WrongJsonType, "Patient.name[0].given[0]")]
    [InlineData("""{"resourceType":"Patient","birthDate":"12/31/1970"}""", FhirFormatCode.InvalidValue, "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","birthDate":"1970-02-30"}""", FhirFormatCode.InvalidValue, "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","deceasedDateTime":"2020-01-01T10:00:00"}""", FhirFormatCode.InvalidValue, "Patient.deceasedDateTime")]
    [InlineData("""{"resourceType":"Patient","id":"not an id"}""", FhirFormatCode.InvalidValue, "Patient.id")]
    [InlineData("""{"resourceType":"Patient","language":" en"}""", FhirFormatCode.InvalidValue, "Patient.language")]
    [InlineData("""{"resourceType":"Patient","implicitRules":"a b"}""", FhirFormatCode.InvalidValue, "Patient.implicitRules")]
    [InlineData("""{"resourceType":"Patient","multipleBirthInteger":1.5}""", FhirFormatCode.InvalidValue, "Patient.multipleBirthInteger")]
    [InlineData("""{"resourceType":"Patient","photo":[{"size":-1}]}""", FhirFormatCode.InvalidValue, "Patient.photo[0].size")]
    [InlineData("""{"resourceType":"Patient","photo":[{"data":"a*b"}]}""", FhirFormatCode.InvalidValue, "Patient.photo[0].data")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":""}]}""", FhirFormatCode.InvalidValue, "Patient.name[0].family")]
    [InlineData("""{"resourceType":"Patient","gender":"femme"}""", FhirFormatCode.UnknownCode, "Patient.gender")]
    [InlineData("""{"resourceType":"Patient","link":[{"type":"seealso"}]}""", FhirFormatCode.MissingElement, "Patient.link[0].other")]
    [InlineData("""{"resourceType":"Patient","link":[{"other":{"reference":"a"},"type":"seealso"},{"other":{}}]}""", FhirFormatCode.MissingElement, "Patient.link[1].type")]
    [InlineData("""{"resourceType":"Patient","contained":[{"id":"a"}]}""", FhirFormatCode.MissingElement, "Patient.contained[0].resourceType")]
    [InlineData("""{"resourceType":"Patient","contained":[{"id":"a","resourceType":"Nothing"}]}""", FhirFormatCode.UnknownResourceType, "Patient.contained[0].resourceType")]
    [InlineData("""{"resourceType":"Patient","deceasedBoolean":true,"_deceasedBoolean":{"value":1}}""", FhirFormatCode.UnknownElement, "Patient.deceasedBoolean.value")]
    [InlineData("""{"resourceType":"Patient","_deceasedBoolean":{}}""", FhirFormatCode.EmptyValue, "Patient.deceasedBoolean")]
    [InlineData("""{"resourceType":"Patient","deceasedBoolean":true,"deceasedDateTime":"2020"}""", FhirFormatCode.SeveralChoiceValues, "Patient.deceasedDateTime")]
    public void Read_ReportsOneIssueAndKeepsTheData(string json, FhirFormatCode code, string location)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);

        Assert.True(FhirJson.TryRead<Resource>(utf8, out var resource, out var issues));

        var issue = Assert.Single(issues);
        Assert.Equal((code, location, 1), (issue.Code, issue.Location, issue.LineNumber));
        Assert.Equal(FhirFormatSeverity.Error, issue.Severity);
        Assert.Null(JsonComparison.FirstDifference(utf8, FhirJson.ToUtf8Bytes(resource)));
        Assert.Null(JsonComparison.FirstDifference(utf8, FhirJson.ToUtf8Bytes(resource.DeepClone())));
        Assert.Equal(issue, Assert.Throws<FhirFormatException>(() => FhirJson.Read(utf8, FhirJsonOptions.Strict)).Issue);
        Assert.False(FhirJson.TryRead<Resource>(utf8, out _, out issues, FhirJsonOptions.Strict));
        Assert.Equal(issue, Assert.Single(issues));
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","active":true,"active":false}""", "Patient.active")]
    [InlineData("""{"resourceType":"Patient","gender":"male","gender":"female"}""", "Patient.gender")]
    [InlineData("""{"resourceType":"Patient","birthDate":"1970","birthDate":"1971"}""", "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","name":[{}],"name":[{}]}""", "Patient.name")]
    [InlineData("""{"resourceType":"Patient","maritalStatus":{},"maritalStatus":{}}""", "Patient.maritalStatus")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a"],"given":["b"]}]}""", "Patient.name[0].given")]
    [InlineData("""{"resourceType":"Patient","_birthDate":{"id":"a"},"_birthDate":{"id":"b"}}""", "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","deceasedBoolean":true,"deceasedBoolean":false}""", "Patient.deceasedBoolean")]
    [InlineData("""{"resourceType":"Patient","_deceasedBoolean":{"id":"a"},"_deceasedBoolean":{"extension":[]}}""", "Patient.deceasedBoolean")]
    [InlineData("""{"resourceType":"Patient","name":[null,"a"],"name":[{}]}""", "Patient.name")]
    [InlineData("""{"resourceType":"Patient","name":[{"_given":[{"id":"a"},{"id":"a"}],"_given":[{"id":"b"}]}]}""", "Patient.name[0].given")]
    [InlineData("""{"resourceType":"Patient","JohnSmith":"a","JohnSmith":"b"}""", "Patient.?")]
    [InlineData("""{"resourceType":"Patient","birthDate":{"x":"a"},"birthDate":{"x":"b"}}""", "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","birthDate":{"x":"a"},"birthDate":"1970"}""", "Patient.birthDate")]
    public void Read_OfAPropertyGivenTwice_TakesTheLast(string json, string location)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);

        Assert.True(FhirJson.TryRead<Patient>(utf8, out var patient, out var issues));

        var issue = Assert.Single(issues, issue => issue.Code == FhirFormatCode.DuplicateProperty);
        Assert.Equal(location, issue.Location);
        Assert.DoesNotContain("\"a\"", FhirJson.ToJson(patient), StringComparison.Ordinal);
        Assert.NotEqual(true, patient.Active);
    }

    [Theory]
    [InlineData("", FhirFormatCode.InvalidJson, "")]
    [InlineData("[]", FhirFormatCode.WrongJsonType, "")]
    [InlineData("{", FhirFormatCode.InvalidJson, "Resource")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"SECRET""", FhirFormatCode.InvalidJson, "Patient.name[0].family")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":SECRET}]}""", FhirFormatCode.InvalidJson, "Patient.name[0].family")]
    [InlineData("""{"resourceType":"Patient"} SECRET""", FhirFormatCode.TrailingData, "")]
    [InlineData("""{"resourceType":"Patient"}{}""", FhirFormatCode.TrailingData, "")]
    public void Read_OfWhatIsNoResource_Throws(string json, FhirFormatCode code, string location)
    {
        var exception = Assert.Throws<FhirFormatException>(() => FhirJson.Read(Encoding.UTF8.GetBytes(json)));

        Assert.Equal((code, location, FhirFormatSeverity.Fatal), (exception.Issue.Code, exception.Issue.Location, exception.Issue.Severity));
        Assert.DoesNotContain("SECRET", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfValuesGivenTwice_KeepsTheirExtensions()
    {
        var patient = FhirJson.Read<Patient>("""{"resourceType":"Patient","name":[{"_given":[null,{"id":"x"}],"given":["a","b","c"],"given":["d"]}]}"""u8);

        Assert.Equal("""{"resourceType":"Patient","name":[{"given":["d"],"_given":[null,{"id":"x"}]}]}""", FhirJson.ToJson(patient));
    }

    [Fact]
    public void Read_OfBytesThatAreNotUtf8_Throws()
    {
        byte[] utf8 = [.. """{"resourceType":"Patient","name":[{"family":" """u8, 0xFF, .. "\"}]}"u8];

        Assert.Equal(FhirFormatCode.InvalidJson, Assert.Throws<FhirFormatException>(() => FhirJson.Read(utf8)).Issue.Code);
    }

    [Fact]
    public void Read_OfAnotherType_Throws()
    {
        var exception = Assert.Throws<FhirFormatException>(() => FhirJson.Read<Observation>("""{"resourceType":"Patient"}"""u8));

        Assert.Equal(FhirFormatCode.UnexpectedResourceType, exception.Issue.Code);
    }

    [Theory]
    [InlineData(64, 31, true)]
    [InlineData(64, 32, false)]
    [InlineData(256, 127, true)]
    public void Read_StopsAtTheDepthLimit(int limit, int items, bool succeeds)
    {
        var json = new StringBuilder("""{"resourceType":"QuestionnaireResponse","status":"completed" """);
        json.Insert(json.Length, ""","item":[{"linkId":"a" """, items).Insert(json.Length, "}]", items).Append('}');

        var read = FhirJson.TryRead<Resource>(Encoding.UTF8.GetBytes(json.ToString()), out _, out var issues, new FhirJsonOptions { MaxDepth = limit });

        Assert.Equal(succeeds, read);
        if (!succeeds)
        {
            Assert.Equal(FhirFormatCode.DepthLimit, Assert.Single(issues).Code);
        }
    }

    [Fact]
    public void Read_OfEndlessNesting_IsRefusedQuickly()
    {
        var utf8 = Encoding.UTF8.GetBytes("""{"resourceType":"Patient","x":""" + new string('[', 5_000_000));

        Assert.Equal(FhirFormatCode.DepthLimit, Assert.Throws<FhirFormatException>(() => FhirJson.Read(utf8)).Issue.Code);
    }

    [Fact]
    public void Read_StopsAtThePayloadLimit()
    {
        var utf8 = """{"resourceType":"Patient"}"""u8;

        Assert.NotNull(FhirJson.Read(utf8, new FhirJsonOptions { MaxPayloadLength = utf8.Length }));
        var limit = new FhirJsonOptions { MaxPayloadLength = utf8.Length - 1 };
        Assert.Equal(
            FhirFormatCode.PayloadLimit,
            Assert.Throws<FhirFormatException>(() => FhirJson.Read("""{"resourceType":"Patient"}"""u8, limit)).Issue.Code);
    }

    [Fact]
    public void TryRead_ReportsNoMoreIssuesThanAsked()
    {
        var json = """{"resourceType":"Patient","name":[""" + string.Join(',', Enumerable.Repeat("1", 5000)) + "]}";

        Assert.True(FhirJson.TryRead<Patient>(Encoding.UTF8.GetBytes(json), out _, out var issues, new FhirJsonOptions { MaxIssues = 10 }));

        Assert.Equal(10, issues.Count);
    }

    [Theory]
    [InlineData("John Smith")]
    [InlineData("JohnSmith")]
    [InlineData("smith19700330")]
    [InlineData("valueSmith")]
    [InlineData("valueString, Boolean")]
    [InlineData("Smith[x]")]
    public void Location_DoesNotRepeatNamesThatMayBeData(string name)
    {
        var utf8 = Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient","{{name}}":1,"contained":[{"resourceType":"Smith","{{name}}":{"a":1} }]}""");
        Assert.True(FhirJson.TryRead<Patient>(utf8, out _, out var issues));

        Assert.Equal(["Patient.?", "Patient.contained[0].resourceType", "Patient.contained[0].?"], issues.Select(issue => issue.Location));
        Assert.DoesNotContain(issues, issue => issue.ToString().Contains("Smith", StringComparison.OrdinalIgnoreCase));
        var broken = Assert.Throws<FhirFormatException>(() => FhirJson.Read(utf8.AsSpan(0, utf8.Length - 6)));
        Assert.DoesNotContain("Smith", broken.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Patient.contained[0].?.?", broken.Issue.Location);
    }

    [Theory]
    [InlineData("status", "Patient.status")]
    [InlineData("valueQuantity", "Patient.valueQuantity")]
    [InlineData("multipleBirthString", "Patient.multipleBirthString")]
    [InlineData("_birthDat", "Patient.?")]
    public void Location_ShowsNamesOfTheStandard(string name, string location)
    {
        Assert.True(FhirJson.TryRead<Patient>(Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient","{{name}}":[1]}"""), out _, out var issues));

        Assert.Equal(location, Assert.Single(issues).Location);
    }

    [Theory]
    [InlineData("1\\r\\nX-Other: y")]
    [InlineData("1\\ny")]
    [InlineData("W/\\\"1\\\"")]
    [InlineData("a b")]
    [InlineData("\u00e9")]
    [InlineData("_history")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234x")]
    public void Read_OfAnIdThatIsNone_ReportsItAndKeepsIt(string id)
    {
        var utf8 = Encoding.UTF8.GetBytes($$$"""{"resourceType":"Patient","id":"{{{id}}}","meta":{"versionId":"{{{id}}}"}}""");

        Assert.True(FhirJson.TryRead<Patient>(utf8, out var patient, out var issues));

        Assert.Equal(["Patient.id", "Patient.meta.versionId"], issues.Select(issue => issue.Location));
        Assert.All(issues, issue => Assert.Equal((FhirFormatCode.InvalidValue, FhirFormatSeverity.Error), (issue.Code, issue.Severity)));
        Assert.Equal(patient.Id, patient.VersionId);
        Assert.Null(JsonComparison.FirstDifference(utf8, FhirJson.ToUtf8Bytes(patient)));
        Assert.Throws<FhirFormatException>(() => FhirJson.Read(utf8, FhirJsonOptions.Strict));
    }

    [Theory]
    [InlineData("""{"given":["a",null]}""", "given[1]")]
    [InlineData("""{"given":[null]}""", "given[0]")]
    [InlineData("""{"given":["a",null],"_given":[{"extension":[{"url":"u"}]}]}""", "given[1]")]
    [InlineData("""{"_given":[{"extension":[{"url":"u"}]}],"given":["a",null]}""", "given[1]")]
    [InlineData("""{"given":["a",null],"_given":[null,{"id":"x"}]}""", "given[1]")]
    [InlineData("""{"given":[null,"a"],"_given":[null,{"extension":[{"url":"u"}]}]}""", "given[0]")]
    public void Read_OfANullInAPrimitiveListWithoutAnExtension_ReportsIt(string name, string location)
    {
        var utf8 = Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient","name":[{{name}}]}""");

        Assert.True(FhirJson.TryRead<Patient>(utf8, out var patient, out var issues));

        var issue = Assert.Single(issues);
        Assert.Equal((FhirFormatCode.EmptyValue, "Patient.name[0]." + location), (issue.Code, issue.Location));
        Assert.Equal(utf8.AsSpan((int)issue.BytePosition, 4), "null"u8);
        Assert.Null(JsonComparison.FirstDifference(utf8, FhirJson.ToUtf8Bytes(patient)));
        Assert.Equal(issue, Assert.Throws<FhirFormatException>(() => FhirJson.Read(utf8, FhirJsonOptions.Strict)).Issue);
    }

    [Theory]
    [InlineData("""{"given":["a",null],"_given":[null,{"extension":[{"url":"u"}]}]}""")]
    [InlineData("""{"_given":[null,{"extension":[{"url":"u","valueString":"x"}]}],"given":["a",null]}""")]
    [InlineData("""{"given":[null],"_given":[{"extension":[{"url":"u","_valueString":{"extension":[{"url":"v","valueCode":"w"}]}}]}]}""")]
    public void Read_OfANullWithAnExtension_IsSilent(string name)
    {
        var utf8 = Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient","name":[{{name}}]}""");

        Assert.NotNull(FhirJson.Read(utf8, FhirJsonOptions.Strict));
    }

    [Fact]
    public void Position_IsThatOfTheLineAndByte()
    {
        Assert.True(FhirJson.TryRead<Patient>("{\n\"resourceType\":\"Patient\",\n\"active\":1}"u8, out _, out var issues));

        var issue = Assert.Single(issues);
        Assert.Equal((3, 37L), (issue.LineNumber, issue.BytePosition));
    }

    [Fact]
    public void Extension_StandsForARequiredValue()
    {
        Assert.True(FhirJson.TryRead<Observation>(
            """{"resourceType":"Observation","_status":{"extension":[{"url":"http://example.org/absent","valueCode":"unknown"}]},"code":{}}"""u8,
            out var observation,
            out var issues));

        Assert.Empty(issues);
        Assert.Null(observation.Status);
        Assert.Equal("unknown", observation.GetPrimitiveMetadata("status")?.Extension.Get("http://example.org/absent")?.ValueCode);
    }
}
