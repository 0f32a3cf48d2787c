using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FhirTyped.Gateway.Mcp;

/// <summary>A resource for an agent: each value by its path on a line of its own, and as JSON, with texts as <see cref="RecordText"/> has them. Attachments and narratives are left out.</summary>
internal static class RecordLines
{
    private const int Deepest = 12;

    /// <summary>Writes an element as lines: <c>code.coding[0].code: 718-7</c>.</summary>
    public static void Write(StringBuilder text, string path, JsonElement value, int depth = 0)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when depth < Deepest:
                foreach (var property in value.EnumerateObject())
                {
                    if (!IsLeftOut(property))
                    {
                        Write(text, path + "." + property.Name, property.Value, depth + 1);
                    }
                }

                break;
            case JsonValueKind.Array when depth < Deepest:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Write(text, path + "[" + index.ToString(CultureInfo.InvariantCulture) + "]", item, depth + 1);
                    index++;
                }

                break;
            default:
                if (ValueText.Of(value) is { } found)
                {
                    text.Append(RecordText.Clean(path)).Append(": ").Append(found).Append('\n');
                }

                break;
        }
    }

    /// <summary>Writes an element as JSON.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement value, int depth = 0)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when depth < Deepest:
                json.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    if (!IsLeftOut(property))
                    {
                        json.WritePropertyName(RecordText.Clean(property.Name));
                        Write(json, property.Value, depth + 1);
                    }
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array when depth < Deepest:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item, depth + 1);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(RecordText.Clean(value.GetString()!));
                break;
            case JsonValueKind.Number when value.GetRawText().Length <= 40:
            case JsonValueKind.True:
            case JsonValueKind.False:
                value.WriteTo(json);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    // Bytes of an attachment or a Binary, and the narrative of a contained resource.
    private static bool IsLeftOut(JsonProperty property) => property.Name is "div" || (property.Name is "data" && property.Value.ValueKind == JsonValueKind.String);
}
