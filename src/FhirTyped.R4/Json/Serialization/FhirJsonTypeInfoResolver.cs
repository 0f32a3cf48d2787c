using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FhirTyped.R4;

/// <summary>
/// Knows all types of the model where the serializer may not look for itself, as in programs that are compiled ahead of time:
/// <c>options.TypeInfoResolverChain.Add(FhirJsonTypeInfoResolver.Instance)</c>. A <see cref="JsonSerializerContext"/> of the program's own does not need it
/// for types that it names.
/// </summary>
public sealed class FhirJsonTypeInfoResolver : IJsonTypeInfoResolver
{
    private FhirJsonTypeInfoResolver()
    {
    }

    /// <summary>The one instance.</summary>
    public static FhirJsonTypeInfoResolver Instance { get; } = new();

    /// <inheritdoc/>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(options);

        // A converter of the options stands above that of the type.
        foreach (var factory in options.Converters)
        {
            if (factory is FhirJsonConverterFactory && factory.CanConvert(type))
            {
                return (((FhirJsonConverterFactory)factory).CreateConverter(type, options) as IFhirJsonConverter)?.NewTypeInfo(options);
            }
        }

        return FhirJsonConverterFactory.Find(type)?.NewTypeInfo(options);
    }
}
