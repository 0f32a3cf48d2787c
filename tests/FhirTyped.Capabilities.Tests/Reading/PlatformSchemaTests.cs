using System.Globalization;
using System.Text.Json;
using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests.Reading;

/// <summary>The JSON Schema gives completion in an editor; it says what the reader says.</summary>
public sealed class PlatformSchemaTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped", "schemas", "platform.schema.json"))).RootElement;

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
    public void Verbs_AreThoseOfTheTable_EachWithItsForm()
    {
        var rule = Root.GetProperty("$defs").GetProperty("rule");
        var expected = RuleShapes.All.Select(static shape => shape.Name + " " + FormOf(shape) + " " + shape.Meaning);

        Assert.Equal(expected, rule.GetProperty("properties").EnumerateObject().Where(static property => property.Name is not ("resource" or "source"))
            .Select(static property => property.Name + " " + FormOf(property.Value) + " " + property.Value.GetProperty("description").GetString()));
        Assert.Equal(RuleShapes.Names, rule.GetProperty("oneOf").EnumerateArray().Select(static option => option.GetProperty("required")[0].GetString()!));
    }

    /// <summary>The form of a value in a few words, such as "{[missing exact …]}".</summary>
    private static string FormOf(RuleShape shape)
    {
        var words = string.Join(" ", shape.Words) + (shape.TakesResourceTypes ? " Type" : "");
        return shape.Form switch
        {
            RuleForm.List => "[]",
            RuleForm.ListOfLists => "[[]" + shape.LeastInSet + "]",
            RuleForm.ObjectOfLists => "{[" + words + "]}",
            RuleForm.ObjectOfObjects => "{{[]}}",
            RuleForm.ObjectOfStrings => "{string}",
            RuleForm.ObjectOfCounts => "{integer}",
            RuleForm.Boolean => "boolean",
            RuleForm.Word => words,
            _ => words + " {" + string.Join(" ", shape.Keys) + "}",
        };
    }

    private static int LeastOf(JsonElement list) => Target(list).GetProperty("minItems").GetInt32();

    private static JsonElement Target(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? Root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]) : schema;

    private static string FormOf(JsonElement schema)
    {
        schema = Target(schema);
        if (schema.TryGetProperty("anyOf", out var options))
        {
            return string.Join(" ", options.EnumerateArray().Select(FormOf));
        }

        if (schema.TryGetProperty("enum", out var words))
        {
            return string.Join(" ", words.EnumerateArray().Select(static word => word.GetString()));
        }

        return schema.GetProperty("type").GetString() switch
        {
            "array" when schema.GetProperty("items") is var items && FormOf(items) is var inner =>
                "[" + (inner is "string" ? "" : inner) + (inner.StartsWith('[') ? LeastOf(items).ToString(CultureInfo.InvariantCulture) : "") + "]",
            "object" when schema.TryGetProperty("properties", out var keys) => "{" + string.Join(" ", Names(keys)) + "}",
            "object" => "{" + FormOf(schema.GetProperty("additionalProperties")) + "}",
            "string" when schema.TryGetProperty("pattern", out _) => "Type",
            var type => type!,
        };
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void BuiltInPlatform_FitsTheSchema(string id) =>
        Assert.True(Schema.Accepts(Parse(File.ReadAllText(Path.Combine(BuiltInPlatforms.Folder, id, "platform.json")))));

    [Theory]
    [MemberData(nameof(GatewayFiles))]
    public void GatewayFile_FitsTheSchema(string name) =>
        Assert.True(Schema.Accepts(Parse(File.ReadAllText(TestFiles.PathOf(name.Split('/'))))));

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
