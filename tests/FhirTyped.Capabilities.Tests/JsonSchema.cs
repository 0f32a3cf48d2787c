using System.Text.Json;
using System.Text.RegularExpressions;

namespace FhirTyped.Capabilities.Tests;

/// <summary>
/// As much of JSON Schema (draft 2020-12) as the schema of platform files uses. A keyword that is not known here is an
/// exception, so that the schema cannot come to mean more than its tests see.
/// </summary>
internal sealed class JsonSchema(JsonElement root)
{
    public bool Accepts(JsonElement value) => Accepts(root, value);

    private bool Accepts(JsonElement schema, JsonElement value) => schema.ValueKind switch
    {
        System.Text.Json.JsonValueKind.True => true,
        System.Text.Json.JsonValueKind.False => false,
        _ => schema.EnumerateObject().All(keyword => Accepts(schema, keyword.Name, keyword.Value, value)),
    };

    private bool Accepts(JsonElement schema, string keyword, JsonElement argument, JsonElement value)
    {
        var isObject = value.ValueKind == System.Text.Json.JsonValueKind.Object;
        var isArray = value.ValueKind == System.Text.Json.JsonValueKind.Array;
        var isString = value.ValueKind == System.Text.Json.JsonValueKind.String;
        var isNumber = value.ValueKind == System.Text.Json.JsonValueKind.Number;
        return keyword switch
        {
            "$schema" or "$defs" or "title" or "description" => true,
            "$ref" => Accepts(Find(argument.GetString()!), value),
            "type" => Strings(argument).Any(type => IsType(value, type)),
            "enum" => isString && Strings(argument).Contains(value.GetString()),
            "anyOf" => argument.EnumerateArray().Any(option => Accepts(option, value)),
            "oneOf" => argument.EnumerateArray().Count(option => Accepts(option, value)) == 1,
            "pattern" => !isString || Regex.IsMatch(value.GetString()!, argument.GetString()!),
            "minLength" => !isString || value.GetString()!.Length >= argument.GetInt32(),
            "minimum" => !isNumber || value.GetDouble() >= argument.GetDouble(),
            "maximum" => !isNumber || value.GetDouble() <= argument.GetDouble(),
            "items" => !isArray || value.EnumerateArray().All(item => Accepts(argument, item)),
            "minItems" => !isArray || value.GetArrayLength() >= argument.GetInt32(),
            "required" => !isObject || Strings(argument).All(name => value.TryGetProperty(name, out _)),
            "minProperties" => !isObject || value.EnumerateObject().Count() >= argument.GetInt32(),
            "properties" => !isObject || value.EnumerateObject().All(member =>
                !argument.TryGetProperty(member.Name, out var property) || Accepts(property, member.Value)),
            "additionalProperties" => !isObject || value.EnumerateObject().All(member =>
                (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(member.Name, out _)) || Accepts(argument, member.Value)),
            _ => throw new NotSupportedException($"The keyword '{keyword}' is not known to the tests."),
        };
    }

    private JsonElement Find(string reference) =>
        reference.Split('/').Skip(1).Aggregate(root, (element, name) => element.GetProperty(name));

    private static IEnumerable<string> Strings(JsonElement value) =>
        value.ValueKind == System.Text.Json.JsonValueKind.Array ? value.EnumerateArray().Select(item => item.GetString()!) : [value.GetString()!];

    private static bool IsType(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == System.Text.Json.JsonValueKind.Null,
        "object" => value.ValueKind == System.Text.Json.JsonValueKind.Object,
        "array" => value.ValueKind == System.Text.Json.JsonValueKind.Array,
        "string" => value.ValueKind == System.Text.Json.JsonValueKind.String,
        "boolean" => value.ValueKind is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "integer" => value.ValueKind == System.Text.Json.JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new NotSupportedException($"The type '{type}' is not known to the tests."),
    };
}
