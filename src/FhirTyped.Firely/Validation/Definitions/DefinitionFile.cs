using System.Text.Json;

namespace FhirTyped.Firely.Definitions;

/// <summary>What a file of a package says of itself.</summary>
internal static class DefinitionFile
{
    /// <summary>The definition in a file; null where the file holds something else.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="json">Its content.</param>
    /// <param name="packageVersion">The version of a definition that has none; empty where it stays without.</param>
    /// <param name="read">Gives the content anew when the definition is read.</param>
    /// <exception cref="FhirProfileException">It is not JSON.</exception>
    public static Definition? Find(string name, ReadOnlySpan<byte> json, string packageVersion, Func<byte[]> read)
    {
        string? type = null, url = null, version = null;
        try
        {
            var reader = new Utf8JsonReader(WithoutMark(json));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var property = reader.GetString();
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && property is "resourceType" or "url" or "version")
                {
                    var value = reader.GetString();
                    (type, url, version) = property switch
                    {
                        "resourceType" => (value, url, version),
                        "url" => (type, value, version),
                        _ => (type, url, value),
                    };
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (JsonException error)
        {
            throw new FhirProfileException($"'{name}' is not JSON (line {error.LineNumber + 1}).", error);
        }

        return type is "StructureDefinition" or "ValueSet" or "CodeSystem" && !string.IsNullOrEmpty(url)
            ? new Definition(url, version ?? packageVersion, type == "StructureDefinition", () => Read(name, read()))
            : null;
    }

    private static Hl7.Fhir.Model.Resource Read(string name, byte[] json)
    {
        try
        {
            return UncheckedJson.Read(WithoutMark(json));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FhirProfileException($"'{name}' cannot be read as a definition.", error);
        }
    }

    /// <summary>Without the byte order mark, which some publish and JSON has not (RFC 8259, section 8.1).</summary>
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> json) => json.StartsWith("\uFEFF"u8) ? json[3..] : json;
}
