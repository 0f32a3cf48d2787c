using System.Text.Json;
using FirelyResource = Hl7.Fhir.Model.Resource;

namespace FhirTyped.Firely;

/// <summary>
/// Reads resources for the validator: what Firely's model does not keep to the letter (the spaces of a base64 value, an exponent) is no reason to say nothing about the rest,
/// since nobody writes it on.
/// </summary>
internal static class UncheckedJson
{
    /// <summary>Reads a resource, whatever is wrong with it.</summary>
    /// <exception cref="JsonException">It is no resource.</exception>
    public static FirelyResource Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        FirelyJson.Reader.TryDeserializeResource(ref reader, out var resource, out _);
        return resource ?? throw new JsonException("The JSON is no resource.");
    }
}
