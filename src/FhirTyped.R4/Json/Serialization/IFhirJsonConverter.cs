using System.Text.Json.Serialization;

namespace FhirTyped.R4;

/// <summary>A converter that is known by its attribute only, not by its type.</summary>
internal interface IFhirJsonConverter
{
    /// <summary>The same converter, reading otherwise.</summary>
    JsonConverter With(FhirJsonOptions reading, Action<FhirFormatException>? onError);
}
