using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace FhirTyped.R4;

/// <summary>The bytes of one JSON value, taken from a reader that moves to the value's end. Disposing gives borrowed memory back.</summary>
internal readonly ref struct JsonValueBytes
{
    private readonly PooledBuffer? _copy;
    private readonly JsonDocument? _document;

    private JsonValueBytes(ReadOnlySpan<byte> span, bool isAsItStood, PooledBuffer? copy, JsonDocument? document)
    {
        Span = span;
        IsAsItStood = isAsItStood;
        _copy = copy;
        _document = document;
    }

    /// <summary>The bytes: JSON without comments and trailing commas.</summary>
    public ReadOnlySpan<byte> Span { get; }

    /// <summary>Whether offsets in the bytes are those in the payload, from the value's start.</summary>
    public bool IsAsItStood { get; }

    /// <summary>Takes the value on which the reader stands.</summary>
    /// <exception cref="JsonException">The value is no JSON, or does not end. Its message may quote it.</exception>
    public static JsonValueBytes Take(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (options.AllowTrailingCommas || options.ReadCommentHandling != JsonCommentHandling.Disallow)
        {
            return TakeCleaned(ref reader);
        }

        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return reader.Position.GetObject() is null ? TakeFromSpan(ref reader) : TakeFromSequence(ref reader);
        }

        return TakeParsed(ref reader);
    }

    public void Dispose()
    {
        _copy?.Dispose();
        _document?.Dispose();
    }

    // The reader does not show what it reads from, but each token's place in it: the value lies between its first token and its last.
    private static JsonValueBytes TakeFromSpan(ref Utf8JsonReader reader)
    {
        var atStart = reader;
        ref var first = ref MemoryMarshal.GetReference(reader.ValueSpan);

        // The serializer calls a converter when the whole value is there, though the payload may go on.
        if (reader.TrySkip())
        {
            ref var last = ref MemoryMarshal.GetReference(reader.ValueSpan);
            var length = reader.BytesConsumed - atStart.TokenStartIndex;
            if (Unsafe.ByteOffset(ref first, ref last) == length - 1 && first == '{' && last == '}')
            {
                return new JsonValueBytes(MemoryMarshal.CreateReadOnlySpan(ref first, (int)length), true, null, null);
            }
        }

        reader = atStart;
        return TakeParsed(ref reader);
    }

    // The position is behind the opening brace.
    private static JsonValueBytes TakeFromSequence(ref Utf8JsonReader reader)
    {
        var atStart = reader;
        var start = reader.Position;
        var isWhole = reader.TrySkip();
        var end = reader.Position;
        if (isWhole && start.GetObject() is ReadOnlySequenceSegment<byte> first && end.GetObject() is ReadOnlySequenceSegment<byte> last)
        {
            var copy = new PooledBuffer((int)Math.Min(int.MaxValue, reader.BytesConsumed - atStart.TokenStartIndex));
            copy.Write("{"u8);
            foreach (var segment in new ReadOnlySequence<byte>(first, start.GetInteger(), last, end.GetInteger()))
            {
                copy.Write(segment.Span);
            }

            return new JsonValueBytes(copy.WrittenSpan, true, copy, null);
        }

        reader = atStart;
        return TakeParsed(ref reader);
    }

    private static JsonValueBytes TakeParsed(ref Utf8JsonReader reader)
    {
        var document = JsonDocument.ParseValue(ref reader);
        return new JsonValueBytes(JsonMarshal.GetRawUtf8Value(document.RootElement), true, null, document);
    }

    // Without the comments and trailing commas that the reader was told to pass over.
    private static JsonValueBytes TakeCleaned(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var copy = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(copy, FhirJsonWriter.Compact))
        {
            document.RootElement.WriteTo(writer);
        }

        return new JsonValueBytes(copy.WrittenSpan, false, copy, null);
    }
}
