using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FhirTyped.R4;

/// <summary>A code of a required value set as its text; one that the value set does not hold is kept. The default is null.</summary>
/// <typeparam name="TEnum">The enum of the value set.</typeparam>
internal sealed class CodeJsonConverter<TEnum> : JsonConverter<Code<TEnum>>
    where TEnum : struct, Enum
{
    public override bool HandleNull => true;

    public override Code<TEnum> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => default,
        JsonTokenType.String when reader.GetString() is { Length: > 0 } text => new Code<TEnum>(text),
        _ => throw new JsonException($"A code of {typeof(TEnum).Name} is a string that is not empty."),
    };

    public override void Write(Utf8JsonWriter writer, Code<TEnum> value, JsonSerializerOptions options)
    {
        if (value.Text.Length == 0)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}

/// <summary>What a code can make for itself where its enum is not known by name.</summary>
internal interface ICodeJson
{
    /// <summary>The converter of the code's type.</summary>
    JsonConverter NewConverter();
}

/// <summary>The converters of codes, whichever their enum.</summary>
public sealed class CodeJsonConverterFactory : JsonConverterFactory
{
    /// <summary>Whether a type is a <see cref="Code{TEnum}"/>.</summary>
    public override bool CanConvert(Type typeToConvert)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Code<>);
    }

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The default of a struct needs no constructor.")]
    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (Activator.CreateInstance(typeToConvert) as ICodeJson)?.NewConverter();
}
