using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FhirTyped.R4;

/// <summary>
/// Says how resources and data types are read by <see cref="JsonSerializer"/>. The model needs no registration; this is for reading
/// otherwise than leniently: <c>options.Converters.Add(new FhirJsonConverterFactory(FhirJsonOptions.Strict))</c>.
/// </summary>
/// <param name="reading">How payloads are read; lenient by default. Its limits hold for each resource.</param>
/// <param name="onError">
/// Told of each payload that cannot be read, before the <see cref="JsonException"/> is thrown: for a server that answers with an
/// OperationOutcome. Called on the thread that reads; what it throws takes the place of the exception.
/// </param>
public sealed class FhirJsonConverterFactory(FhirJsonOptions? reading = null, Action<FhirFormatException>? onError = null) : JsonConverterFactory
{
    private readonly FhirJsonOptions _reading = reading ?? FhirJsonOptions.Lenient;

    /// <summary>Whether a type is one of the model.</summary>
    public override bool CanConvert(Type typeToConvert) => typeof(Base).IsAssignableFrom(typeToConvert);

    /// <inheritdoc/>
    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);

        // By the attribute, and not by making the generic type: so that it works where no code is made at run time.
        return Find(typeToConvert)?.With(_reading, onError);
    }

    /// <summary>The converter that a type of the model names; null for any other type.</summary>
    internal static IFhirJsonConverter? Find(Type type) =>
        typeof(Base).IsAssignableFrom(type) && type.GetCustomAttribute<JsonConverterAttribute>(inherit: false)?.ConverterType is { } converter
            ? Activator.CreateInstance(converter) as IFhirJsonConverter
            : null;
}
