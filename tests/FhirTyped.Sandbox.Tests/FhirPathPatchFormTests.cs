using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>
/// FHIRPath Patch in the words of the specification, without the client, which could share an error with the sandbox:
/// https://hl7.org/fhir/R4/fhirpatch.html.
/// </summary>
public sealed class FhirPathPatchFormTests
{
    private const string Empty = """{"resourceType":"Patient","id":"p1"}""";

    private const string Full = """
        {"resourceType":"Patient","id":"p1","extension":[{"url":"http://example.org/a","valueString":"one"},{"url":"http://example.org/b","valueString":"two"}],
         "identifier":[{"system":"urn:s","value":"1"},{"system":"urn:s","value":"2"},{"system":"urn:s","value":"3"}],
         "name":[{"use":"official","family":"Muster","given":["Anna","Berta"],"_given":[{"id":"g0"},{"extension":[{"url":"http://example.org/note","valueBoolean":true}]}]},{"text":"nick"}],
         "birthDate":"1980-02-03","_birthDate":{"id":"b","extension":[{"url":"http://example.org/time","valueTime":"12:00:00"}]},
         "deceasedBoolean":false,
         "contact":[{"name":{"text":"a name"},"gender":"male"}]}
        """;

    [Theory]
    [InlineData("birthDate", "\"valueDate\":\"1930-01-01\"", "\"birthDate\":\"1930-01-01\"")]
    [InlineData("maritalStatus", "\"valueCodeableConcept\":{\"text\":\"married\"}", "\"maritalStatus\":{\"text\":\"married\"}")]
    [InlineData("deceased", "\"valueDateTime\":\"2026\"", "\"deceasedDateTime\":\"2026\"")]
    [InlineData("multipleBirth", "\"valueInteger\":2", "\"multipleBirthInteger\":2")]
    [InlineData("identifier", "\"valueIdentifier\":{\"value\":\"v\"}", "\"identifier\":[{\"value\":\"v\"}]")]
    [InlineData("gender", "\"valueString\":\"female\"", "\"gender\":\"female\"")]
    [InlineData("birthDate", "\"valueDate\":\"1930\",\"_valueDate\":{\"id\":\"d\"}", "\"birthDate\":\"1930\",\"_birthDate\":{\"id\":\"d\"}")]
    [InlineData("birthDate", "\"_valueDate\":{\"extension\":[{\"url\":\"http://example.org/x\",\"valueCode\":\"unknown\"}]}",
        "\"_birthDate\":{\"extension\":[{\"url\":\"http://example.org/x\",\"valueCode\":\"unknown\"}]}")]
    [InlineData("contact", "\"part\":[{\"name\":\"name\",\"valueHumanName\":{\"text\":\"a name\"}}]", "\"contact\":[{\"name\":{\"text\":\"a name\"}}]")]
    [InlineData("contact", "\"part\":[{\"name\":\"id\",\"valueString\":\"c\"},{\"name\":\"telecom\",\"valueContactPoint\":{\"value\":\"1\"}},{\"name\":\"telecom\",\"valueContactPoint\":{\"value\":\"2\"}}]",
        "\"contact\":[{\"id\":\"c\",\"telecom\":[{\"value\":\"1\"},{\"value\":\"2\"}]}]")]
    [InlineData("communication", "\"part\":[{\"name\":\"language\",\"valueCodeableConcept\":{\"text\":\"de\"}},{\"name\":\"preferred\",\"valueBoolean\":true}]",
        "\"communication\":[{\"language\":{\"text\":\"de\"},\"preferred\":true}]")]
    [InlineData("extension", "\"part\":[{\"name\":\"url\",\"valueUri\":\"http://example.org/x\"},{\"name\":\"value\",\"valueQuantity\":{\"value\":1.50}}]",
        "\"extension\":[{\"url\":\"http://example.org/x\",\"valueQuantity\":{\"value\":1.50}}]")]
    [InlineData("text", "\"part\":[{\"name\":\"status\",\"valueCode\":\"generated\"},{\"name\":\"div\",\"valueString\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">x</div>\"}]",
        "\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">x</div>\"}")]
    [InlineData("contained", "\"resource\":{\"resourceType\":\"Organization\",\"id\":\"o\",\"name\":\"x\"}", "\"contained\":[{\"resourceType\":\"Organization\",\"id\":\"o\",\"name\":\"x\"}]")]
    public async Task Add_TakesEachFormOfAValue(string name, string value, string expected) =>
        Assert.Equal("{\"resourceType\":\"Patient\",\"id\":\"p1\"," + expected + "}", await Patches.ApplyAsync(Empty, Patches.Of("add", "Patient", value, Patches.Name(name))));

    [Fact]
    public async Task PartsOfParts_NestAsDeepAsTheElement()
    {
        const string Parts = """
            "part":[{"name":"linkId","valueString":"1"},{"name":"type","valueCode":"group"},
              {"name":"item","part":[{"name":"linkId","valueString":"1.1"},{"name":"type","valueCode":"choice"},
                {"name":"answerOption","part":[{"name":"value","valueInteger":1}]},{"name":"answerOption","part":[{"name":"value","valueCoding":{"code":"b"}}]}]},
              {"name":"item","part":[{"name":"linkId","valueString":"1.2"},{"name":"type","valueCode":"display"}]}]
            """;
        var patched = FhirJson.Read<Questionnaire>(await Patches.ApplyAsync("""{"resourceType":"Questionnaire","id":"q","status":"draft"}""",
            Patches.Of("add", "Questionnaire", Parts, Patches.Name("item")),
            Patches.Of("insert", "Questionnaire.item[0].item[1].item", "\"part\":[{\"name\":\"linkId\",\"valueString\":\"1.2.1\"},{\"name\":\"type\",\"valueCode\":\"display\"}]", Patches.Number("index", 0))));

        Assert.Equal(["1.1", "1.2"], patched.Item[0].Item.Select(static item => item.LinkId));
        Assert.Equal([1, "b"], patched.Item[0].Item[0].AnswerOption.Select(static option => option.Value is IntegerElement number ? (object?)number.Value : ((Coding)option.Value!).Code));
        Assert.Equal("1.2.1", patched.Item[0].Item[1].Item[0].LinkId);
    }

    [Theory]
    // An element that a parameter cannot hold is no value of it.
    [InlineData("contact", "\"value\":{\"name\":{\"text\":\"a\"}}", HttpStatusCode.BadRequest)]
    [InlineData("contact", "\"valueContact\":{\"name\":{\"text\":\"a\"}}", HttpStatusCode.BadRequest)]
    [InlineData("contact", "\"valueHumanName\":{\"text\":\"a\"}", HttpStatusCode.BadRequest)]
    [InlineData("contact", "\"part\":[{\"name\":\"nickname\",\"valueString\":\"a\"}]", HttpStatusCode.BadRequest)]
    [InlineData("contact", "\"part\":[{\"name\":\"gender\",\"valueCode\":\"male\"},{\"name\":\"gender\",\"valueCode\":\"male\"}]", HttpStatusCode.BadRequest)]
    [InlineData("contact", "\"part\":[{\"name\":\"name\",\"valueAddress\":{\"text\":\"a\"}}]", HttpStatusCode.BadRequest)]
    [InlineData("contact", "\"part\":[{\"name\":\"gender\",\"valueCode\":\"male\",\"part\":[{\"name\":\"x\",\"valueCode\":\"y\"}]}]", HttpStatusCode.BadRequest)]
    [InlineData("contact", "\"part\":[]", HttpStatusCode.BadRequest)]
    [InlineData("contact", null, HttpStatusCode.BadRequest)]
    [InlineData("address", "\"valueHumanName\":{\"text\":\"a\"}", HttpStatusCode.BadRequest)]
    [InlineData("deceased", "\"valueString\":\"x\"", HttpStatusCode.BadRequest)]
    [InlineData("deceased", "\"part\":[{\"name\":\"x\",\"valueCode\":\"y\"}]", HttpStatusCode.BadRequest)]
    [InlineData("deceasedBoolean", "\"valueBoolean\":true", HttpStatusCode.UnprocessableEntity)]
    [InlineData("nickname", "\"valueString\":\"x\"", HttpStatusCode.UnprocessableEntity)]
    [InlineData("resourceType", "\"valueString\":\"Observation\"", HttpStatusCode.UnprocessableEntity)]
    [InlineData("active", "\"valueString\":\"true\"", HttpStatusCode.BadRequest)]
    [InlineData("gender", "\"valueCode\":\"gray\"", HttpStatusCode.UnprocessableEntity)]
    [InlineData("communication", "\"part\":[{\"name\":\"preferred\",\"valueBoolean\":true}]", HttpStatusCode.UnprocessableEntity)]
    [InlineData("language", "\"valueCode\":\"de\",\"valueString\":\"de\"", HttpStatusCode.BadRequest)]
    [InlineData("id", "\"valueString\":\"p2\"", HttpStatusCode.UnprocessableEntity)]
    public async Task Add_OfWhatIsNoFhir_IsRefused(string name, string? value, HttpStatusCode status)
    {
        var (refused, issue) = await Patches.RefusedAsync(Empty, Patches.Of("add", "Patient", value, Patches.Name(name)));

        Assert.Equal(status, refused);
        Assert.NotEmpty(issue.Expression);
        Assert.DoesNotContain("gray", issue.Diagnostics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Patient.birthDate", "\"valueDate\":\"1990\"", "birthDate", "\"1990\"")]
    [InlineData("Patient.birthDate", "\"valueDate\":\"1990\"", "_birthDate", null)]
    [InlineData("Patient.contact[0].gender", "\"valueCode\":\"female\"", "contact", """[{"name":{"text":"a name"},"gender":"female"}]""")]
    [InlineData("Patient.contact.name.text", "\"valueString\":\"new\"", "contact", """[{"name":{"text":"new"},"gender":"male"}]""")]
    [InlineData("Patient.contact[0]", "\"part\":[{\"name\":\"gender\",\"valueCode\":\"other\"}]", "contact", """[{"gender":"other"}]""")]
    [InlineData("Patient.deceased", "\"valueDateTime\":\"2026\"", "deceasedBoolean", null)]
    [InlineData("Patient.deceased", "\"valueDateTime\":\"2026\"", "deceasedDateTime", "\"2026\"")]
    [InlineData("Patient.name.where(use = 'official').given[1]", "\"valueString\":\"Carla\"", "name", """[{"use":"official","family":"Muster","given":["Anna","Carla"],"_given":[{"id":"g0"},null]},{"text":"nick"}]""")]
    [InlineData("Patient.name.given.where($this = 'Anna')", "\"valueString\":\"Anne\"", "name", """[{"use":"official","family":"Muster","given":["Anne","Berta"],"_given":[null,{"extension":[{"url":"http://example.org/note","valueBoolean":true}]}]},{"text":"nick"}]""")]
    [InlineData("Patient.name.given.last()", "\"valueString\":\"Carla\"", "name", """[{"use":"official","family":"Muster","given":["Anna","Carla"],"_given":[{"id":"g0"},null]},{"text":"nick"}]""")]
    [InlineData("Patient.extension.where(url = 'http://example.org/b').value", "\"valueInteger\":2", "extension", """[{"url":"http://example.org/a","valueString":"one"},{"url":"http://example.org/b","valueInteger":2}]""")]
    [InlineData("Patient.extension[1].url", "\"valueUri\":\"http://example.org/c\"", "extension", """[{"url":"http://example.org/a","valueString":"one"},{"url":"http://example.org/c","valueString":"two"}]""")]
    [InlineData("Patient.birthDate.extension[0].value", "\"valueTime\":\"13:00:00\"", "_birthDate", """{"id":"b","extension":[{"url":"http://example.org/time","valueTime":"13:00:00"}]}""")]
    [InlineData("Patient.name.given[1].extension.value", "\"valueBoolean\":false", "name", """[{"use":"official","family":"Muster","given":["Anna","Berta"],"_given":[{"id":"g0"},{"extension":[{"url":"http://example.org/note","valueBoolean":false}]}]},{"text":"nick"}]""")]
    [InlineData("birthDate", "\"valueDate\":\"1990\"", "birthDate", "\"1990\"")]
    public async Task Replace_ReachesEveryPlace(string path, string value, string property, string? expected) =>
        Assert.Equal(expected, await PropertyAsync(property, Patches.Of("replace", path, value)));

    [Theory]
    [InlineData("Patient.birthDate", "birthDate", null)]
    [InlineData("Patient.birthDate", "_birthDate", null)]
    [InlineData("Patient.birthDate.extension", "_birthDate", """{"id":"b"}""")]
    [InlineData("Patient.contact[0].name.text", "contact", """[{"gender":"male"}]""")]
    [InlineData("Patient.contact", "contact", null)]
    [InlineData("Patient.identifier[1]", "identifier", """[{"system":"urn:s","value":"1"},{"system":"urn:s","value":"3"}]""")]
    [InlineData("Patient.name[0].given[0]", "name", """[{"use":"official","family":"Muster","given":["Berta"],"_given":[{"extension":[{"url":"http://example.org/note","valueBoolean":true}]}]},{"text":"nick"}]""")]
    [InlineData("Patient.name.given[1].extension", "name", """[{"use":"official","family":"Muster","given":["Anna","Berta"],"_given":[{"id":"g0"},null]},{"text":"nick"}]""")]
    [InlineData("Patient.name[1].text", "name", """[{"use":"official","family":"Muster","given":["Anna","Berta"],"_given":[{"id":"g0"},{"extension":[{"url":"http://example.org/note","valueBoolean":true}]}]}]""")]
    [InlineData("Patient.deceased", "deceasedBoolean", null)]
    [InlineData("Patient.extension('http://example.org/a')", "extension", """[{"url":"http://example.org/b","valueString":"two"}]""")]
    [InlineData("Patient.photo", "birthDate", "\"1980-02-03\"")]
    [InlineData("Patient.identifier.where(value = '9')", "birthDate", "\"1980-02-03\"")]
    public async Task Delete_LeavesNothingEmpty(string path, string property, string? expected) =>
        Assert.Equal(expected, await PropertyAsync(property, Patches.Of("delete", path)));

    [Theory]
    [InlineData("Patient.identifier")]
    [InlineData("Patient.name.given")]
    [InlineData("Patient.identifier.where(system = 'urn:s')")]
    [InlineData("Patient.extension.value")]
    [InlineData("Patient.birthDate | Patient.deceased")]
    [InlineData("Patient")]
    [InlineData("$this")]
    [InlineData("Patient.descendants()")]
    public async Task Delete_OfMoreThanOneElement_OrOfTheResource_IsRefused(string path)
    {
        var (status, issue) = await Patches.RefusedAsync(Full, Patches.Of("delete", path));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Parameters.parameter[0]"), (status, Assert.Single(issue.Expression)));
    }

    [Theory]
    [InlineData("Patient.identifier", 0, "9 1 2 3")]
    [InlineData("Patient.identifier", 2, "1 2 9 3")]
    [InlineData("Patient.identifier", 3, "1 2 3 9")]
    [InlineData("Patient.identifier.where(system = 'urn:s')", 1, "1 9 2 3")]
    public async Task Insert_TakesEachPlaceOfTheList(string path, int index, string expected)
    {
        var patched = FhirJson.Read<Patient>(await Patches.ApplyAsync(Full, Patches.Of("insert", path, "\"valueIdentifier\":{\"value\":\"9\"}", Patches.Number("index", index))));

        Assert.Equal(expected, string.Join(' ', patched.Identifier.Select(static identifier => identifier.Value)));
    }

    [Fact]
    public async Task Insert_OfPrimitives_KeepsTheirExtensionsBesideThem() => Assert.Equal(
        """[{"use":"official","family":"Muster","given":["Anna","Neu","Berta"],"_given":[{"id":"g0"},null,{"extension":[{"url":"http://example.org/note","valueBoolean":true}]}]},{"text":"nick"}]""",
        await PropertyAsync("name", Patches.Of("insert", "Patient.name[0].given", "\"valueString\":\"Neu\"", Patches.Number("index", 1))));

    [Fact]
    public async Task Insert_IntoAListThatIsEmpty_BeginsIt() => Assert.Equal(
        """[{"city":"Bern"}]""", await PropertyAsync("address", Patches.Of("insert", "Patient.address", "\"valueAddress\":{\"city\":\"Bern\"}", Patches.Number("index", 0))));

    [Theory]
    [InlineData("insert", "Patient.identifier", 4, 0)]
    [InlineData("insert", "Patient.identifier", -1, 0)]
    [InlineData("insert", "Patient.address", 1, 0)]
    [InlineData("insert", "Patient.identifier[1]", 0, 0)]
    [InlineData("insert", "Patient.identifier.where(value = '2')", 0, 0)]
    [InlineData("insert", "Patient.birthDate", 0, 0)]
    [InlineData("insert", "Patient.maritalStatus", 0, 0)]
    [InlineData("insert", "Patient", 0, 0)]
    [InlineData("move", "Patient.identifier", 0, 3)]
    [InlineData("move", "Patient.identifier", 3, 0)]
    [InlineData("move", "Patient.identifier", -1, 0)]
    [InlineData("move", "Patient.identifier", 0, -1)]
    [InlineData("move", "Patient.address", 0, 0)]
    [InlineData("move", "Patient.contact.gender", 0, 0)]
    [InlineData("move", "Patient", 0, 0)]
    public async Task WhatIsOutsideOfAList_IsRefused(string type, string path, int first, int second)
    {
        var patch = type == "insert"
            ? Patches.Of(type, path, "\"valueIdentifier\":{\"value\":\"9\"}", Patches.Number("index", first))
            : Patches.Of(type, path, null, Patches.Number("source", first) + Patches.Number("destination", second));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Patches.RefusedAsync(Full, patch)).Status);
    }

    [Theory]
    [InlineData(2, 0, "3 1 2")]
    [InlineData(0, 2, "2 3 1")]
    [InlineData(1, 1, "1 2 3")]
    [InlineData(2, 1, "1 3 2")]
    public async Task Move_TakesOutAndPutsIn(int source, int destination, string expected)
    {
        var patched = FhirJson.Read<Patient>(await Patches.ApplyAsync(
            Full, Patches.Of("move", "Patient.identifier", null, Patches.Number("source", source) + Patches.Number("destination", destination))));

        Assert.Equal(expected, string.Join(' ', patched.Identifier.Select(static identifier => identifier.Value)));
    }

    [Fact]
    public async Task Add_ReachesPrimitivesAndWhatTheyHave()
    {
        const string Extension = "\"part\":[{\"name\":\"url\",\"valueUri\":\"http://example.org/x\"},{\"name\":\"value\",\"valueCode\":\"y\"}]";

        Assert.Equal("""{"extension":[{"url":"http://example.org/x","valueCode":"y"}]}""",
            await PropertyAsync("_deceasedBoolean", Patches.Of("add", "Patient.deceased", Extension, Patches.Name("extension"))));
        Assert.Equal("""[{"id":"g0","extension":[{"url":"http://example.org/x","valueCode":"y"}]},{"extension":[{"url":"http://example.org/note","valueBoolean":true}]}]""",
            await PropertyAsync("_given", Patches.Of("add", "Patient.name[0].given[0]", Extension, Patches.Name("extension"))));
    }

    [Theory]
    [InlineData("Patient.identifier", "extension")]
    [InlineData("Patient.photo", "title")]
    [InlineData("Patient", "birthDate")]
    [InlineData("Patient", "deceased")]
    [InlineData("Patient.contact[0]", "gender")]
    public async Task Add_ToNothingOrSeveral_OrOfWhatIsThere_IsRefused(string path, string name) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Patches.RefusedAsync(Full, Patches.Of("add", path, "\"valueBoolean\":true", Patches.Name(name)))).Status);

    [Theory]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"change","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.birthDate"}]}]}""")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"operation"}]}""")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"delete"}]}]}""")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"path","valueString":"Patient.birthDate"}]}]}""")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.birthDate"},{"name":"path","valueString":"Patient.name"}]}]}""")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"paht","valueString":"Patient.birthDate"}]}]}""")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueInteger":1}]}]}""")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"insert"},{"name":"path","valueString":"Patient.identifier"},{"name":"index","valueString":"0"},{"name":"value","valueIdentifier":{"value":"9"}}]}]}""")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.birthDate"}]}]}""")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":null}]}""")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"operation","parts":[]}]}""")]
    public async Task APatchThatIsNone_IsRefused(string patch) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Patches.RefusedAsync(Full, patch)).Status);

    [Fact]
    public async Task Operations_AreAllCarriedOutOrNone()
    {
        const string Patch = """
            {"resourceType":"Parameters","parameter":[
              {"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.birthDate"}]},
              {"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.identifier"}]}]}
            """;
        var (status, issue) = await Patches.RefusedAsync(Full, Patch);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Parameters.parameter[1]"), (status, Assert.Single(issue.Expression)));
    }

    [Fact]
    public async Task EachOperation_SeesWhatTheOnesBeforeHaveDone() => Assert.Equal(
        "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"contact\":[{\"name\":{\"family\":\"b\"},\"gender\":\"female\"}]}",
        await Patches.ApplyAsync(Empty, """
            {"resourceType":"Parameters","parameter":[
              {"name":"operation","part":[{"name":"type","valueCode":"add"},{"name":"path","valueString":"Patient"},{"name":"name","valueString":"contact"},{"name":"value","part":[{"name":"name","valueHumanName":{"family":"a"}}]}]},
              {"name":"operation","part":[{"name":"type","valueCode":"add"},{"name":"path","valueString":"Patient.contact[0]"},{"name":"name","valueString":"gender"},{"name":"value","valueCode":"female"}]},
              {"name":"operation","part":[{"name":"type","valueCode":"replace"},{"name":"path","valueString":"Patient.contact[0].name.family"},{"name":"value","valueString":"b"}]}]}
            """));

    [Fact]
    public async Task MoreThanAThousandOperations_AreRefused()
    {
        var operation = """{"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.photo"}]}""";
        var patch = $$"""{"resourceType":"Parameters","parameter":[{{string.Join(',', Enumerable.Repeat(operation, 1_001))}}]}""";

        Assert.Equal(HttpStatusCode.BadRequest, (await Patches.RefusedAsync(Full, patch)).Status);
    }

    /// <summary>A property of the patched resource, or of its first name, as JSON; null where there is none.</summary>
    private static async Task<string?> PropertyAsync(string property, string patch)
    {
        var patched = global::System.Text.Json.Nodes.JsonNode.Parse(await Patches.ApplyAsync(Full, patch))!;
        return (property == "_given" ? patched["name"]![0]![property] : patched[property])?.ToJsonString();
    }
}
