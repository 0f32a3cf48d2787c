using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Resource = Hl7.Fhir.Model.Resource;

namespace FhirTyped.Firely;

/// <summary>
/// Resources of the Firely SDK (<c>Hl7.Fhir.Model</c>) as FHIR JSON in UTF-8, by the SDK's own reader and writer in the mode that keeps what it does not know:
/// nothing is validated, and what does not fit stays in the resource's overflow.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public static class FirelyJson
{
    // Without a validator: what a server sent is data, and is to be read.
    private static readonly FhirJsonDeserializer Reader = new(new DeserializerSettings { Validator = null }.UsingMode(DeserializationMode.Ostrich));

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Reads a resource.</summary>
    /// <param name="json">The JSON in UTF-8.</param>
    public static Resource Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Disallow });
        Reader.TryDeserializeResource(ref reader, out var resource, out _);
        return resource ?? throw new JsonException("The JSON is no resource.");
    }

    /// <summary>Writes a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="output">Takes the JSON in UTF-8.</param>
    public static void Write(Resource resource, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        FhirJsonSerializer.Default.Serialize(resource, writer);
    }
}
