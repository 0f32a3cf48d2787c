using System.Text.Json.Nodes;

namespace FhirTyped.Sandbox;

/// <summary>One operation of a FHIRPath Patch: the parts of its parameter as JSON.</summary>
internal sealed class FhirPathPatchOperation(JsonArray parts)
{
    /// <summary>The new value as JSON; null where there is none.</summary>
    public JsonNode? Value => Choice("value").Value;

    /// <summary>The type of the new value as it ends the name of a choice, for example <c>Quantity</c>.</summary>
    public string TypeSuffix => Choice("value").Type;

    public string Text(string name) => Choice(name).Value is JsonValue value && value.TryGetValue<string>(out var text)
        ? text
        : throw FhirPathPatchDocument.Refuse("An operation of the patch lacks '" + name + "'.");

    public int Number(string name) => Choice(name).Value is JsonValue value && value.TryGetValue<int>(out var number)
        ? number
        : throw FhirPathPatchDocument.Refuse("An operation of the patch lacks '" + name + "'.");

    private (JsonNode? Value, string Type) Choice(string name)
    {
        foreach (var part in parts)
        {
            if (part is JsonObject owner && owner["name"] is JsonValue partName && partName.TryGetValue<string>(out var text) && text == name)
            {
                var member = owner.FirstOrDefault(static member => member.Key.StartsWith("value", StringComparison.Ordinal));
                return member.Key is null ? default : (member.Value, member.Key["value".Length..]);
            }
        }

        return (null, "");
    }
}
