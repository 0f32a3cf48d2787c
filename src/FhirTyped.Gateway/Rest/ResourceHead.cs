using System.Text.Json;

namespace FhirTyped.Gateway;

/// <summary>What a body says at its top that it is: type and id.</summary>
/// <param name="ResourceType">The type, or null.</param>
/// <param name="Id">The id, or null.</param>
internal readonly record struct ResourceHead(string? ResourceType, string? Id)
{
    /// <summary>Reads the top of a body. The whole of it must be JSON, and say neither of them twice: what one reader passes over, another carries out.</summary>
    /// <exception cref="JsonException">It is no JSON object, or says one of them twice.</exception>
    public static ResourceHead Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("It is no object.");
        }

        string? type = null;
        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("resourceType"u8);
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isType || isId)
            {
                if ((isType ? type : id) is not null || reader.TokenType != JsonTokenType.String)
                {
                    throw new JsonException("It says twice what it is, or not by a text.");
                }

                (type, id) = isType ? (reader.GetString(), id) : (type, reader.GetString());
            }
            else
            {
                reader.Skip();
            }
        }

        // What follows the object would be read by nobody, or by somebody else.
        if (reader.Read())
        {
            throw new JsonException("Something follows the object.");
        }

        return new(type, id);
    }

    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(ResourceHead) + " " + ResourceType;
}
