using System.Text.Json;
using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests.Reading;

/// <summary>The JSON Schema gives completion in an editor; it says what the reader says.</summary>
public sealed class PlatformSchemaTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "src", "FhirTyped", "schemas", "platform.schema.json"))).RootElement;

    private static readonly JsonSchema Schema = new(Root);

    public static IEnumerable<TheoryDataRow<string>> Platforms() => BuiltInPlatforms.Ids.Select(id => new TheoryDataRow<string>(id));

    public static IEnumerable<TheoryDataRow<string>> GatewayFiles() => GatewayFileTests.Files();

    [Fact]
    public void Fields_AreThoseOfTheReader()
    {
        var fields = PlatformFileFields.Read.Concat(PlatformFileFields.Accepted).Order(StringComparer.Ordinal);

        Assert.Equal(fields, Names(Root.GetProperty("properties")).Order(StringComparer.Ordinal));
        Assert.Empty(PlatformFileFields.Read.Intersect(PlatformFileFields.Accepted));
    }

    [Fact]
    public void FieldsWithAMeaning_AreDescribed() =>
        Assert.All(PlatformFileFields.Read, field => Assert.NotEmpty(Root.GetProperty("properties").GetProperty(field).GetProperty("description").GetString()!));

    [Fact]
    public void Verbs_AreThoseOfTheReader()
    {
        var properties = Root.GetProperty("$defs").GetProperty("rule").GetProperty("properties");

        Assert.Equal(RuleVerbs.Names, Names(properties).Except(["resource", "source"]));
        Assert.Equal(RuleVerbs.Names, Root.GetProperty("$defs").GetProperty("rule").GetProperty("oneOf").EnumerateArray()
            .Select(option => option.GetProperty("required")[0].GetString()!));
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void BuiltInPlatform_FitsTheSchema(string id) =>
        Assert.True(Schema.Accepts(Parse(File.ReadAllText(Path.Combine(BuiltInPlatforms.Folder, id, "platform.json")))));

    [Theory]
    [MemberData(nameof(GatewayFiles))]
    public void GatewayFile_FitsTheSchema(string name) =>
        Assert.True(Schema.Accepts(Parse(File.ReadAllText(TestData.PathOf("directory", "fhir-gateway-platforms", name)))));

    [Theory]
    [MemberData(nameof(RuleReaderTests.Good), MemberType = typeof(RuleReaderTests))]
    public void RuleThatTheReaderTakes_FitsTheSchema(string verb, string value) =>
        Assert.True(Schema.Accepts(Parse($$"""{ "rules": [{ "resource": "Patient", "{{verb}}": {{value}}, "source": "test" }] }""")));

    [Theory]
    [MemberData(nameof(RuleReaderTests.Bad), MemberType = typeof(RuleReaderTests))]
    public void RuleThatTheReaderRefuses_DoesNotFitTheSchema(string verb, string value) =>
        Assert.False(Schema.Accepts(Parse($$"""{ "rules": [{ "{{verb}}": {{value}}, "source": "test" }] }""")));

    [Theory]
    [InlineData("""{ "rules": [{ "source": "test" }] }""")]
    [InlineData("""{ "rules": [{ "ignored": ["_count"] }] }""")]
    [InlineData("""{ "rules": [{ "ignored": ["_count"], "or_only": ["patient"], "source": "test" }] }""")]
    [InlineData("""{ "rules": [{ "ignore": ["_count"], "source": "test" }] }""")]
    [InlineData("""{ "rules": [{ "resource": [], "ignored": ["_count"], "source": "test" }] }""")]
    [InlineData("[]")]
    [InlineData("""{ "id": 5 }""")]
    [InlineData("""{ "id": "Mercy Hospital" }""")]
    [InlineData("""{ "fhir_base_url": "fhir.example.org" }""")]
    [InlineData("""{ "class_name": "2Epic" }""")]
    [InlineData("""{ "statement_kind": "guessed" }""")]
    [InlineData("""{ "fhir_version": "STU3" }""")]
    [InlineData("""{ "fhir_version": "R4B" }""")]
    [InlineData("""{ "allow_unencrypted": "yes" }""")]
    [InlineData("""{ "review_after": "soon" }""")]
    [InlineData("""{ "implementation_guides": "US Core" }""")]
    [InlineData("""{ "limits": { "max_count": -1 } }""")]
    [InlineData("""{ "limits": { "maxCount": 5 } }""")]
    [InlineData("""{ "client_headers": { "X": 1 } }""")]
    [InlineData("""{ "oauth": [] }""")]
    [InlineData("""{ "oauth": { "scopes_supported": ["a b"] } }""")]
    [InlineData("""{ "auth": { "client_authentication": ["private_key"] } }""")]
    [InlineData("""{ "auth": { "pkce": true } }""")]
    [InlineData("""{ "client": { "scopes": ["patient/Observation.sr"] } }""")]
    [InlineData("""{ "client": { "scopes": ["patient/Observation"] } }""")]
    [InlineData("""{ "client": { "scopes": ["open id"] } }""")]
    [InlineData("""{ "client": { "scopes": [""] } }""")]
    [InlineData("""{ "client": { "scopes": "openid" } }""")]
    [InlineData("""{ "client": { "authentication": "private_key" } }""")]
    [InlineData("""{ "client": { "secret": "x" } }""")]
    [InlineData("""{ "fhir_baseurl": "https://x.example" }""")]
    public void Mistake_IsOneForReaderAndSchema(string text)
    {
        var issues = new List<PlatformIssue>();
        PlatformFileReader.Read("x.platform.json", text, issues);

        Assert.NotEmpty(issues);
        Assert.False(Schema.Accepts(Parse(text)));
    }

    private static JsonElement Parse(string text) => JsonDocument.Parse(text).RootElement;

    private static IEnumerable<string> Names(JsonElement properties) => properties.EnumerateObject().Select(property => property.Name);
}
