using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>JSON Patch (RFC 6902), and that what it makes is stored only where it is FHIR.</summary>
public sealed class JsonPatchTests
{
    private const string Media = "application/json-patch+json";

    private const string Patient = """
        {"resourceType":"Patient","id":"p1","meta":{"tag":[{"code":"a"}]},"active":true,"name":[{"family":"Muster","given":["Anna","Berta"],"_given":[null,{"id":"g"}]}],"birthDate":"1980"}
        """;

    [Theory]
    [InlineData("""[{"op":"add","path":"/a/b","value":1}]""", """{"a":{}}""", """{"a":{"b":1}}""")]
    [InlineData("""[{"op":"add","path":"/a/1","value":9}]""", """{"a":[1,2]}""", """{"a":[1,9,2]}""")]
    [InlineData("""[{"op":"add","path":"/a/-","value":9}]""", """{"a":[1,2]}""", """{"a":[1,2,9]}""")]
    [InlineData("""[{"op":"add","path":"","value":{"b":1}}]""", """{"a":1}""", """{"b":1}""")]
    [InlineData("""[{"op":"add","path":"/","value":1}]""", "{}", """{"":1}""")]
    [InlineData("""[{"op":"remove","path":"/a/0"}]""", """{"a":[1,2]}""", """{"a":[2]}""")]
    [InlineData("""[{"op":"replace","path":"/a~1b","value":2}]""", """{"a/b":1}""", """{"a/b":2}""")]
    [InlineData("""[{"op":"replace","path":"/m~0n","value":2}]""", """{"m~n":1}""", """{"m~n":2}""")]
    [InlineData("""[{"op":"replace","path":"/~01","value":2}]""", """{"~1":1}""", """{"~1":2}""")]
    [InlineData("""[{"op":"move","from":"/a/0","path":"/a/1"}]""", """{"a":[1,2,3]}""", """{"a":[2,1,3]}""")]
    [InlineData("""[{"op":"move","from":"/a","path":"/a"}]""", """{"a":1}""", """{"a":1}""")]
    [InlineData("""[{"op":"move","from":"/a","path":"/ab"}]""", """{"a":1}""", """{"ab":1}""")]
    [InlineData("""[{"op":"copy","from":"/a","path":"/b"},{"op":"add","path":"/b/c","value":1}]""", """{"a":{}}""", """{"a":{},"b":{"c":1}}""")]
    [InlineData("""[{"op":"test","path":"/a","value":{"c":[1,null],"b":1.0}}]""", """{"a":{"b":1,"c":[1.00,null]}}""", """{"a":{"b":1,"c":[1.00,null]}}""")]
    public void Operations_AreCarriedOut(string patch, string document, string expected) =>
        Assert.Equal(expected, Apply(document, patch));

    [Theory]
    [InlineData("""[{"op":"add","path":"/a/b","value":1}]""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""[{"op":"add","path":"/list/3","value":1}]""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""[{"op":"add","path":"/list/01","value":1}]""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""[{"op":"add","path":"/list/-1","value":1}]""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""[{"op":"add","path":"/list/1e0","value":1}]""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""[{"op":"remove","path":"/none"}]""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""[{"op":"remove","path":"/list/-"}]""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""[{"op":"remove","path":"/list/2"}]""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""[{"op":"replace","path":"/none","value":1}]""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""[{"op":"move","from":"/none","path":"/x"}]""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""[{"op":"copy","from":"/list/9","path":"/x"}]""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""[{"op":"test","path":"/list","value":[2,1]}]""", HttpStatusCode.PreconditionFailed)]
    [InlineData("""[{"op":"test","path":"/text","value":1}]""", HttpStatusCode.PreconditionFailed)]
    [InlineData("""[{"op":"move","from":"/object","path":"/object/inner/x"}]""", HttpStatusCode.BadRequest)]
    [InlineData("""[{"op":"add","path":"a","value":1}]""", HttpStatusCode.BadRequest)]
    [InlineData("""[{"op":"add","path":"/a~2","value":1}]""", HttpStatusCode.BadRequest)]
    [InlineData("""[{"op":"add","path":"/a~","value":1}]""", HttpStatusCode.BadRequest)]
    [InlineData("""[{"op":"add","path":"/a"}]""", HttpStatusCode.BadRequest)]
    [InlineData("""[{"op":"add","value":1}]""", HttpStatusCode.BadRequest)]
    [InlineData("""[{"op":"copy","path":"/a"}]""", HttpStatusCode.BadRequest)]
    [InlineData("""[{"op":"Add","path":"/a","value":1}]""", HttpStatusCode.BadRequest)]
    [InlineData("""[{"op":"add","op":"remove","path":"/text","value":1}]""", HttpStatusCode.BadRequest)]
    [InlineData("""[{"op":"add","path":"/a","value":{"b":1,"b":2}}]""", HttpStatusCode.BadRequest)]
    [InlineData("""[1]""", HttpStatusCode.BadRequest)]
    [InlineData("""[null]""", HttpStatusCode.BadRequest)]
    [InlineData("""{"op":"add"}""", HttpStatusCode.BadRequest)]
    [InlineData("""[{"op":"add",""", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public void WhatCannotBeCarriedOut_IsRefused(string patch, HttpStatusCode status)
    {
        var refused = Assert.Throws<RefusedException>(() => Apply("""{"list":[1,2],"text":"1","object":{"inner":{}}}""", patch));

        Assert.Equal(status, refused.Status);
    }

    [Theory]
    [InlineData("""[{"op":"remove","path":"/name/0"}]""", "Patient.name")]
    [InlineData("""[{"op":"add","path":"/active","value":null}]""", "Patient.active")]
    [InlineData("""[{"op":"replace","path":"/name/0","value":{}}]""", "Patient.name[0]")]
    [InlineData("""[{"op":"add","path":"/name/-","value":null}]""", "Patient.name[1]")]
    [InlineData("""[{"op":"add","path":"/name/0/given/-","value":null}]""", "Patient.name[0].given[2]")]
    [InlineData("""[{"op":"replace","path":"/name/0/given/0","value":null}]""", "Patient.name[0].given[0]")]
    [InlineData("""[{"op":"replace","path":"/name/0/family","value":""}]""", "Patient.name[0].family")]
    [InlineData("""[{"op":"replace","path":"/name/0/_given/1","value":{}}]""", "Patient.name[0]._given[1]")]
    [InlineData("""[{"op":"replace","path":"/name/0/_given/1","value":{"extension":[]}}]""", "Patient.name[0]._given[1].extension")]
    [InlineData("""[{"op":"replace","path":"/meta","value":{}}]""", "Patient.meta")]
    [InlineData("""[{"op":"replace","path":"/name","value":{"family":"x"}}]""", "Patient.name")]
    [InlineData("""[{"op":"replace","path":"/name","value":[[{"family":"x"}]]}]""", "Patient.name[0]")]
    [InlineData("""[{"op":"replace","path":"/active","value":"true"}]""", "Patient.active")]
    [InlineData("""[{"op":"replace","path":"/birthDate","value":"someday"}]""", "Patient.birthDate")]
    [InlineData("""[{"op":"add","path":"/gender","value":"gray"}]""", "Patient.gender")]
    [InlineData("""[{"op":"add","path":"/nickname","value":"x"}]""", "Patient")]
    [InlineData("""[{"op":"add","path":"/deceasedBoolean","value":true},{"op":"add","path":"/deceasedDateTime","value":"2026"}]""", "Patient.deceasedDateTime")]
    [InlineData("""[{"op":"add","path":"/communication","value":[{"preferred":true}]}]""", "Patient.communication[0].language")]
    [InlineData("""[{"op":"replace","path":"/id","value":"p2"}]""", "Patient.id")]
    [InlineData("""[{"op":"remove","path":"/id"}]""", "Patient.id")]
    [InlineData("""[{"op":"replace","path":"/meta/versionId","value":"9"}]""", "Patient.meta.versionId")]
    [InlineData("""[{"op":"replace","path":"/resourceType","value":"Person"}]""", null)]
    [InlineData("""[{"op":"replace","path":"/resourceType","value":"Unheard"}]""", null)]
    [InlineData("""[{"op":"remove","path":"/resourceType"}]""", null)]
    [InlineData("""[{"op":"replace","path":"","value":[]}]""", null)]
    [InlineData("""[{"op":"replace","path":"","value":null}]""", null)]
    [InlineData("""[{"op":"remove","path":""}]""", null)]
    public async Task AResultThatIsNoFhir_OrNoMoreTheSameResource_IsRefusedWithItsPlace(string patch, string? place)
    {
        var (status, issue) = await Patches.RefusedAsync(Patient, patch, Media);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.DoesNotContain("gray", issue.Diagnostics, StringComparison.Ordinal);
        Assert.DoesNotContain("nickname", issue.Diagnostics, StringComparison.Ordinal);
        if (place is not null)
        {
            Assert.Equal([place], issue.Expression);
        }
    }

    [Fact]
    public async Task AResultThatIsNestedTooDeeply_IsRefused()
    {
        var value = string.Concat(Enumerable.Repeat("{\"extension\":[", 25)) + "{\"url\":\"http://example.org/x\"}" + string.Concat(Enumerable.Repeat("]}", 25));
        var patch = $$"""[{"op":"add","path":"/extension","value":[{{value}}]},{"op":"copy","from":"/extension/0","path":"/extension/0/extension/0/extension/0/extension/0/extension/0/extension/-"}]""";

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Patches.RefusedAsync(Patient, patch, Media)).Status);
    }

    [Fact]
    public async Task WhatTheServerGives_MayBeLeftOutByAPatch()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(FhirJson.Read<Patient>(Patient));
        using var response = await sandbox.CreateHttpClient().SendAsync(
            HttpMethod.Patch, "Patient/p1", """[{"op":"replace","path":"/meta","value":{"tag":[{"code":"b"}]}},{"op":"test","path":"/birthDate","value":"1980"}]""", Media);
        var patched = await response.ReadAsync<Patient>();

        Assert.Equal(("2", "b", "g"), (patched.Meta!.VersionId, patched.Meta.Tag[0].Code, patched.Name[0].Given.GetMetadata(1)!.Id));
    }

    [Fact]
    public void MoreThanTenThousandOperations_AreRefused()
    {
        var patch = "[" + string.Join(',', Enumerable.Repeat("""{"op":"test","path":"/a","value":1}""", 10_001)) + "]";

        Assert.Equal(HttpStatusCode.BadRequest, Assert.Throws<RefusedException>(() => Apply("""{"a":1}""", patch)).Status);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(40, true)]
    public void CopiesOfCopies_EndAtALength(int copies, bool isRefused)
    {
        var patch = "[" + string.Join(',', Enumerable.Repeat("""{"op":"copy","from":"/a","path":"/a/-"}""", copies)) + "]";
        var refused = Record.Exception(() => Apply("""{"a":["0123456789012345678901234567890123456789"]}""", patch));

        Assert.True(refused is null or RefusedException { Status: HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest });
        Assert.Equal(isRefused, refused is not null);
    }

    private static string Apply(string document, string patch) => global::System.Text.Encoding.UTF8.GetString(
        JsonPatchDocument.Apply(global::System.Text.Encoding.UTF8.GetBytes(document), global::System.Text.Encoding.UTF8.GetBytes(patch)));
}
