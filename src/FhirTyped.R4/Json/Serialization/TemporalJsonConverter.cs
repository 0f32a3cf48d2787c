using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FhirTyped.R4;

/// <summary>
/// The dates and times of FHIR for <see cref="JsonSerializer"/>: their text, with its precision (<c>"1970-03"</c>). The default is null.
/// A text outside the format is a <see cref="JsonException"/> that does not repeat it.
/// </summary>
/// <typeparam name="T">The type of date or time.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TemporalJsonConverter<T> : JsonConverter<T>
    where T : struct, ISpanParsable<T>, IEquatable<T>
{
    private protected TemporalJsonConverter()
    {
    }

    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => default,
        JsonTokenType.String => Parse(reader.GetString()),
        _ => throw NotInFormat(),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.Equals(default))
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStringValue(value.ToString());
        }
    }

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.ToString() ?? "");
    }

    private static T Parse(string? text) => T.TryParse(text, null, out var value) ? value : throw NotInFormat();

    private static JsonException NotInFormat() =>
        new($"The value is not in the format of {typeof(T).Name}: https://hl7.org/fhir/R4/datatypes.html#{typeof(T).Name["Fhir".Length..].ToLowerInvariant()}.");
}
