using System.Text.Json;

namespace FhirTyped.SqlOnFhir;

/// <summary>An element of a ViewDefinition's JSON, and where it stands.</summary>
internal readonly record struct ViewElement(JsonElement Json, string Place)
{
    public ViewDefinitionException Error(string reason) => new(Place, reason);

    /// <summary>Fails where an element is not among those that exist: one that is misspelt would be left out silently.</summary>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        if (Json.ValueKind != JsonValueKind.Object)
        {
            throw Error("An object is expected.");
        }

        foreach (var property in Json.EnumerateObject())
        {
            if (property.Name is not ("id" or "extension") && !names.Contains(property.Name.TrimStart('_')))
            {
                throw Error($"There is no element '{property.Name}' here.");
            }
        }
    }

    public ViewElement? Find(string name) =>
        Json.TryGetProperty(name, out var json) && json.ValueKind != JsonValueKind.Null ? new ViewElement(json, $"{Place}.{name}") : null;

    public IReadOnlyList<ViewElement> List(string name)
    {
        if (Find(name) is not { } list)
        {
            return [];
        }

        if (list.Json.ValueKind != JsonValueKind.Array || list.Json.GetArrayLength() == 0)
        {
            throw list.Error("A list that is not empty is expected.");
        }

        return [.. list.Json.EnumerateArray().Select((json, index) => new ViewElement(json, $"{list.Place}[{index}]"))];
    }

    public string Text() => Json.ValueKind == JsonValueKind.String && Json.GetString() is { Length: > 0 } text ? text : throw Error("A text is expected.");

    public string Required(string name) => Find(name) is { } found ? found.Text() : throw Error($"'{name}' is missing.");

    public string? Optional(string name) => Find(name)?.Text();

    public bool Boolean(string name) => Find(name) is { } found && found.Json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw found.Error("true or false is expected."),
    };
}
