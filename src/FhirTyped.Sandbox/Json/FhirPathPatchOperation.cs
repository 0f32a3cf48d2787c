using System.Text.Json.Nodes;

namespace FhirTyped.Sandbox;

/// <summary>One operation of a FHIRPath Patch: its parameter as JSON, which has been read as FHIR before.</summary>
internal sealed class FhirPathPatchOperation
{
    private readonly Dictionary<string, JsonObject> _parts = new(StringComparer.Ordinal);

    public FhirPathPatchOperation(JsonObject parameter)
    {
        if ((string?)parameter["name"] != "operation")
        {
            throw FhirPathPatchDocument.Refuse("A FHIRPath Patch holds parameters named 'operation' only.");
        }

        foreach (var part in parameter["part"]?.AsArray().OfType<JsonObject>() ?? [])
        {
            var name = (string)part["name"]!;
            if (name is not ("type" or "path" or "name" or "value" or "index" or "source" or "destination") || !_parts.TryAdd(name, part))
            {
                throw FhirPathPatchDocument.Refuse("An operation has a part that FHIRPath Patch does not know, or has it twice.");
            }
        }
    }

    /// <summary>The new element, as the standard defines the element of that name.</summary>
    public PatchValue ValueOf(SchemaElement element) => PatchValueReader.Read(_parts.GetValueOrDefault("value") ?? throw Lacks("value"), element);

    public string Text(string name) => ValueOf(name) is { } value && value.TryGetValue<string>(out var text) ? text : throw Lacks(name);

    public int Number(string name) => ValueOf(name) is { } value && value.TryGetValue<int>(out var number) ? number : throw Lacks(name);

    private JsonValue? ValueOf(string name) => _parts.GetValueOrDefault(name)?.FirstOrDefault(static member =>
        member.Key.StartsWith("value", StringComparison.Ordinal)).Value as JsonValue;

    private static RefusedException Lacks(string name) => FhirPathPatchDocument.Refuse("An operation lacks '" + name + "'.");
}
