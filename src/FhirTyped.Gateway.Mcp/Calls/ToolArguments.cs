using System.Globalization;
using System.Text.Json;

namespace FhirTyped.Gateway.Mcp;

/// <summary>
/// The arguments of a call, read strictly: one that is missing, of the wrong kind, or not known is said to be so, and none is left out in silence: a filter that an agent wrote is never one that is
/// not applied.
/// </summary>
internal sealed class ToolArguments(IDictionary<string, JsonElement>? values)
{
    private const int LongestText = 2_000;

    /// <summary>A text that must be there, and not be empty.</summary>
    public string Text(string name) => OptionalText(name) ?? throw new ToolException($"The argument '{name}' is missing.");

    /// <summary>A text; null where it is not there. Empty is no text.</summary>
    public string? OptionalText(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind != JsonValueKind.String ? throw new ToolException($"The argument '{name}' is to be a text.")
            : value.GetString() is { Length: > 0 and <= LongestText } text ? text
            : throw new ToolException(string.Create(CultureInfo.InvariantCulture, $"The argument '{name}' is empty, or longer than {LongestText} characters. Leave it out where you do not mean it."));
    }

    /// <summary>A whole number within bounds.</summary>
    public int Number(string name, int whereMissing, int least, int most) => Find(name) is not { } value ? whereMissing
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most ? number
        : throw new ToolException(string.Create(CultureInfo.InvariantCulture, $"The argument '{name}' is to be a whole number from {least} to {most}."));

    /// <summary>An object; null where it is not there.</summary>
    public JsonElement? OptionalObject(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? value : throw new ToolException($"The argument '{name}' is to be an object.");

    /// <summary>An array; null where it is not there.</summary>
    public JsonElement? OptionalArray(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Array ? value : throw new ToolException($"The argument '{name}' is to be a list.");

    /// <summary>A list of texts, none of them empty; null where it is not there.</summary>
    public IReadOnlyList<string>? OptionalTexts(string name)
    {
        if (OptionalArray(name) is not { } list)
        {
            return null;
        }

        var texts = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            texts.Add(item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 and <= LongestText } text ? text : throw new ToolException($"The list '{name}' is to hold texts, none of them empty."));
        }

        return texts.Count > 0 ? texts : throw new ToolException($"The list '{name}' is empty. Leave it out where you do not mean it.");
    }

    /// <summary>Throws where there is an argument that the tool does not have.</summary>
    public void ThrowIfUnknown(params ReadOnlySpan<string> names)
    {
        foreach (var name in values?.Keys ?? [])
        {
            if (!names.Contains(name))
            {
                throw new ToolException("There is an argument that this tool does not have. It has: " + string.Join(", ", names.ToArray()) + ".");
            }
        }
    }

    // null is what some programs write for what is not there.
    private JsonElement? Find(string name) => values is not null && values.TryGetValue(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;
}
