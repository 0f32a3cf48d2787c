using System.Text.Json;
using System.Text.Json.Nodes;

namespace FhirTyped.Sandbox;

/// <summary>JSON that is to be changed.</summary>
internal static class JsonTree
{
    // Whoever gives a property twice means one of the two values, and readers differ in which.
    private static readonly JsonDocumentOptions Reading = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// Reads JSON; null where it is none, or cannot be written again as it is: an object with a property twice, or an escape that is half a
    /// character, as the parts of a resource can be that the model has no place for.
    /// </summary>
    public static JsonNode? TryParse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return HasOnlyCharacters(json.Span) ? JsonNode.Parse(json.Span, documentOptions: Reading) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool HasOnlyCharacters(ReadOnlySpan<byte> json)
    {
        // Halves of characters come by escapes only, and all of them begin alike.
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0)
        {
            return true;
        }

        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                reader.GetString();
            }
        }

        return true;
    }
}
