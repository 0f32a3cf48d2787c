using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FhirTyped.R4;
using Hl7.Fhir.Serialization;
using FirelyResource = Hl7.Fhir.Model.Resource;

namespace FhirTyped.Firely;

/// <summary>
/// Resources of the Firely SDK (<c>Hl7.Fhir.Model</c>) as FHIR JSON in UTF-8, by the SDK's own reader and writer: nothing is validated, what the model does not know
/// stays in the resource's overflow, and what would be lost all the same is an exception. A body of HTTP is read and written with it as it is.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public static class FirelyJson
{
    /// <summary>How deep objects and arrays may be nested, counted in JSON.</summary>
    internal const int MaximumDepth = 256;

    /// <summary>The SDK's reader, without a validator: what a server sent is data, and is to be read.</summary>
    internal static readonly FhirJsonDeserializer Reader = new(new DeserializerSettings { Validator = null }.UsingMode(DeserializationMode.Ostrich));

    /// <summary>How FhirTyped reads what is to be a resource of the other model: as deep as it may be, and whether anything is wrong.</summary>
    internal static readonly FhirJsonOptions Deep = FhirJsonOptions.Lenient with { MaxDepth = MaximumDepth, MaxPayloadLength = int.MaxValue, MaxIssues = 1 };

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaximumDepth };

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 1000 };

    /// <summary>Reads a resource of whichever type.</summary>
    /// <param name="utf8">The payload as UTF-8; a byte order mark is skipped.</param>
    /// <exception cref="FhirFormatException">The payload is not JSON or not a resource.</exception>
    /// <exception cref="FirelyConversionException">Firely's model would lose something of it.</exception>
    public static FirelyResource Read(ReadOnlySpan<byte> utf8) => Read<FirelyResource>(utf8);

    /// <summary>Reads a resource of a type.</summary>
    /// <typeparam name="T">The type in <c>Hl7.Fhir.Model</c>.</typeparam>
    /// <param name="utf8">The payload as UTF-8; a byte order mark is skipped.</param>
    /// <exception cref="FhirFormatException">The payload is not JSON or not a resource.</exception>
    /// <exception cref="FirelyConversionException">It is a resource of another type, or Firely's model would lose something of it.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8)
        where T : FirelyResource
    {
        utf8 = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;

        // FhirTyped's reader takes a small part of the time of Firely's, and says what is wrong, and where. Of what is right Firely's loses nothing.
        if (!FhirJson.TryRead<Resource>(utf8, out _, out var issues, Deep))
        {
            throw new FhirFormatException(issues[^1]);
        }

        var resource = ReadRoot(utf8);
        if (issues.Count > 0)
        {
            using var written = new PooledBuffer();
            Write(resource, written);
            FirelyDifference.ThrowIfAny(utf8, written.WrittenMemory);
        }

        return resource as T ?? throw new FirelyConversionException("The resource is of another type than was asked for", "");
    }

    /// <summary>Writes a resource as JSON.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="FirelyConversionException">A text has half of a surrogate pair, which is no character. Nothing was written.</exception>
    public static void Write(FirelyResource resource, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var json = new PooledBuffer();
        Write(resource, json);
        output.Write(json.WrittenSpan);
    }

    /// <summary>A resource as JSON in UTF-8.</summary>
    /// <param name="resource">The resource.</param>
    /// <exception cref="ArgumentNullException"><paramref name="resource"/> is null.</exception>
    /// <exception cref="FirelyConversionException">A text has half of a surrogate pair, which is no character.</exception>
    public static byte[] ToUtf8Bytes(FirelyResource resource)
    {
        using var json = new PooledBuffer();
        Write(resource, json);
        return json.WrittenSpan.ToArray();
    }

    internal static void Write(FirelyResource resource, PooledBuffer output)
    {
        ArgumentNullException.ThrowIfNull(resource);
        using (var writer = new Utf8JsonWriter(output, WriterOptions))
        {
            FhirJsonSerializer.Default.Serialize(resource, writer);
        }

        FirelyText.ThrowIfHalved(resource, output.WrittenSpan);
    }

    private static FirelyResource ReadRoot(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, ReaderOptions);
            Reader.TryDeserializeResource(ref reader, out var resource, out _);
            return resource ?? throw new FirelyConversionException("Firely's reader refuses it", "");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The message quotes the payload.
            throw new FirelyConversionException("Firely's reader refuses it", "");
        }
    }
}
