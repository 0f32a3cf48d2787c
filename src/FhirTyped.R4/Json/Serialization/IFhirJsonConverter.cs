using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FhirTyped.R4;

/// <summary>A converter that is known by its attribute only, not by its type.</summary>
internal interface IFhirJsonConverter
{
    /// <summary>What the serializer has to know of the type.</summary>
    JsonTypeInfo NewTypeInfo(JsonSerializerOptions options);

    /// <summary>The same converter, reading otherwise.</summary>
    JsonConverter With(FhirJsonOptions reading, Action<FhirFormatException>? onError);
}
