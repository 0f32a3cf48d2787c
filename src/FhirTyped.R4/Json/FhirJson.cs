using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace FhirTyped.R4;

/// <summary>
/// Reads and writes resources as JSON. Reading keeps everything that the payload holds, also what is against the standard; safe for
/// use by several threads. <see href="https://hl7.org/fhir/R4/json.html"/>
/// </summary>
public static partial class FhirJson
{
    private static readonly JsonWriterOptions Indented = FhirJsonWriter.Compact with { Indented = true };

    /// <summary>Reads a resource of whichever type.</summary>
    /// <param name="utf8">The payload as UTF-8; a byte order mark is skipped.</param>
    /// <param name="options">How to read; lenient by default.</param>
    /// <param name="cancellationToken">Ends the reading of a long payload: it is looked at every 1,024 tokens.</param>
    /// <exception cref="FhirFormatException">The payload is not JSON or not a resource, or breaks a limit; in strict reading, any error.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Resource Read(ReadOnlySpan<byte> utf8, FhirJsonOptions? options = null, CancellationToken cancellationToken = default) =>
        Read<Resource>(utf8, options, cancellationToken);

    /// <summary>Reads a resource of a type.</summary>
    /// <typeparam name="T">The type: a resource, or <see cref="Resource"/> for any.</typeparam>
    /// <param name="utf8">The payload as UTF-8; a byte order mark is skipped.</param>
    /// <param name="options">How to read; lenient by default.</param>
    /// <param name="cancellationToken">Ends the reading of a long payload: it is looked at every 1,024 tokens.</param>
    /// <exception cref="FhirFormatException">
    /// The payload is not JSON or not a resource of the type, or breaks a limit; in strict reading, any error.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, FhirJsonOptions? options = null, CancellationToken cancellationToken = default)
        where T : Resource
    {
        options ??= FhirJsonOptions.Lenient;
        return Read<T>(utf8, new IssueCollector(options, cancellationToken), options, cancellationToken);
    }

    /// <summary>Reads a resource of a type from text. Payloads that are bytes already are read without this detour.</summary>
    /// <typeparam name="T">The type: a resource, or <see cref="Resource"/> for any.</typeparam>
    /// <param name="json">The payload; positions of issues are those of its UTF-8 bytes.</param>
    /// <param name="options">How to read; lenient by default.</param>
    /// <param name="cancellationToken">Ends the reading of a long payload: it is looked at every 1,024 tokens.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="FhirFormatException">
    /// As <see cref="Read{T}(ReadOnlySpan{byte}, FhirJsonOptions?, CancellationToken)"/>; or the text has half of a surrogate pair.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static T Read<T>(string json, FhirJsonOptions? options = null, CancellationToken cancellationToken = default)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(json);
        if (!SurrogatePairs.AreWhole(json))
        {
            throw new FhirFormatException(new FhirFormatIssue(FhirFormatCode.InvalidText, FhirFormatSeverity.Fatal, "", 0, 0));
        }

        using var buffer = new PooledBuffer(Encoding.UTF8.GetMaxByteCount(Math.Min(json.Length, 1 << 20)));
        Encoding.UTF8.GetBytes(json, buffer);
        return Read<T>(buffer.WrittenSpan, options, cancellationToken);
    }

    /// <summary>Reads a resource and tells what is wrong with it.</summary>
    /// <typeparam name="T">The type: a resource, or <see cref="Resource"/> for any.</typeparam>
    /// <param name="utf8">The payload as UTF-8; a byte order mark is skipped.</param>
    /// <param name="resource">The resource; null where nothing could be read, or where reading is strict and there is an error.</param>
    /// <param name="issues">What is wrong, in the order of the payload; empty where nothing is.</param>
    /// <param name="options">How to read; lenient by default.</param>
    /// <param name="cancellationToken">Ends the reading of a long payload: it is looked at every 1,024 tokens.</param>
    /// <returns>Whether there is a resource.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static bool TryRead<T>(
        ReadOnlySpan<byte> utf8,
        [NotNullWhen(true)] out T? resource,
        out IReadOnlyList<FhirFormatIssue> issues,
        FhirJsonOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : Resource
    {
        options ??= FhirJsonOptions.Lenient;
        var collector = new IssueCollector(options, cancellationToken);
        try
        {
            resource = Read<T>(utf8, collector, options, cancellationToken);
            issues = collector.Locate(WithoutMark(utf8));
            return true;
        }
        catch (FhirFormatException exception)
        {
            resource = null;
            issues = [.. collector.Locate(WithoutMark(utf8)), exception.Issue];
            return false;
        }
    }

    /// <summary>Writes a resource as JSON.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="indented">Whether to break and indent lines.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="FhirFormatException">
    /// A text has half of a surrogate pair, which is no character, or objects are nested more than 400 deep, as where one holds itself.
    /// The output may have a part of the JSON then.
    /// </exception>
    public static void Write(IBufferWriter<byte> output, Resource resource, bool indented = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(resource);
        if (!indented)
        {
            FhirJsonWriter.Write(output, resource);
            return;
        }

        using var json = new Utf8JsonWriter(output, Indented);
        Write(json, resource);
    }

    /// <summary>Writes a resource as JSON with a writer of the caller's, which decides about escaping and indentation.</summary>
    /// <param name="writer">Where to; it is not flushed.</param>
    /// <param name="resource">The resource.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="FhirFormatException">As <see cref="Write(IBufferWriter{byte}, Resource, bool)"/>.</exception>
    public static void Write(Utf8JsonWriter writer, Resource resource)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(resource);
        new FhirJsonWriter(writer).WriteRoot(resource);
    }

    /// <summary>A resource as JSON in UTF-8.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="resource"/> is null.</exception>
    /// <exception cref="FhirFormatException">
    /// A text has half of a surrogate pair, which is no character, or objects are nested more than 400 deep, as where one holds itself.
    /// </exception>
    public static byte[] ToUtf8Bytes(Resource resource, bool indented = false)
    {
        using var buffer = new PooledBuffer();
        Write(buffer, resource, indented);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A resource as JSON text.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="resource"/> is null.</exception>
    /// <exception cref="FhirFormatException">
    /// A text has half of a surrogate pair, which is no character, or objects are nested more than 400 deep, as where one holds itself.
    /// </exception>
    public static string ToJson(Resource resource, bool indented = false)
    {
        using var buffer = new PooledBuffer();
        Write(buffer, resource, indented);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes any element as an object of its own, for comparing: also text that is none.</summary>
    internal static void WriteElement(IBufferWriter<byte> output, Base value) => FhirJsonWriter.Write(output, value, keepsHalves: true);

    private static T Read<T>(ReadOnlySpan<byte> utf8, IssueCollector issues, FhirJsonOptions options, CancellationToken cancellationToken)
        where T : Resource
    {
        utf8 = WithoutMark(utf8);
        return ReadRoot(utf8, null, issues, options, cancellationToken) as T ?? throw issues.Fatal(utf8, FhirFormatCode.UnexpectedResourceType, 0);
    }

    /// <summary>Reads what stands alone.</summary>
    /// <param name="utf8">The payload, without a byte order mark.</param>
    /// <param name="element">What it is read into; null for a resource, whose type the payload tells.</param>
    /// <param name="issues">Gathers what is wrong.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal static Base ReadRoot(
        ReadOnlySpan<byte> utf8, Element? element, IssueCollector issues, FhirJsonOptions options, CancellationToken cancellationToken)
    {
        if (utf8.Length > options.MaxPayloadLength)
        {
            throw new FhirFormatException(new FhirFormatIssue(FhirFormatCode.PayloadLimit, FhirFormatSeverity.Fatal, "", 1, 0));
        }

        // Checked once for all, so that also what is kept as raw JSON is text.
        cancellationToken.ThrowIfCancellationRequested();
        if (!Utf8.IsValid(utf8))
        {
            throw issues.Fatal(utf8, FhirFormatCode.InvalidJson, FirstInvalid(utf8));
        }

        if (SurrogatePairs.FirstHalf(utf8) is >= 0 and var half)
        {
            throw issues.Fatal(utf8, FhirFormatCode.InvalidText, half);
        }

        var reader = new FhirJsonReader(utf8, options, issues, cancellationToken);
        try
        {
            reader.Start();
            if (!reader.IsObject && element is not PrimitiveElement)
            {
                throw issues.Fatal(utf8, FhirFormatCode.WrongJsonType, 0);
            }

            Base root = element is null ? reader.ReadResource() : reader.ReadAlone(element);
            var end = reader.End;
            if (utf8[end..].ContainsAnyExcept(" \t\r\n"u8))
            {
                throw issues.Fatal(utf8, FhirFormatCode.TrailingData, end + utf8[end..].IndexOfAnyExcept(" \t\r\n"u8));
            }

            return root;
        }
        catch (JsonException exception)
        {
            // The message of System.Text.Json quotes the payload: only the place is taken from it.
            throw issues.Fatal(utf8, CodeOf(exception, utf8, options), PositionOf(exception, utf8));
        }
    }

    /// <summary>
    /// Reads the object on which a JSON reader stands, and moves the JSON reader to its end. Null where anything ends the reading: then the
    /// reader has not moved, and <see cref="ReadRoot"/> says what it is.
    /// </summary>
    /// <param name="json">Stands on the start of an object, in the only and last block of its payload.</param>
    /// <param name="element">What it is read into; null for a resource, whose type the payload tells.</param>
    /// <param name="issues">Gathers what is wrong and does not end the reading.</param>
    /// <param name="options">How to read.</param>
    /// <param name="utf8">The object's bytes.</param>
    internal static Base? TryReadWithin(ref Utf8JsonReader json, Element? element, IssueCollector issues, FhirJsonOptions options, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        var reader = new FhirJsonReader(json, issues);
        Base root;
        try
        {
            root = element is null ? reader.ReadResource() : reader.ReadAlone(element);
        }
        catch (Exception exception) when (exception is JsonException or FhirFormatException or InvalidOperationException)
        {
            return null;
        }

        var read = reader.Payload;
        if (reader.Json.TokenType != JsonTokenType.EndObject || reader.Json.CurrentDepth != json.CurrentDepth
            || read.Length > options.MaxPayloadLength || !Utf8.IsValid(read) || SurrogatePairs.FirstHalf(read) >= 0)
        {
            return null;
        }

        json = reader.Json;
        utf8 = read;
        return root;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        var rest = utf8;
        while (Rune.DecodeFromUtf8(rest, out _, out var consumed) == OperationStatus.Done)
        {
            rest = rest[consumed..];
        }

        return utf8.Length - rest.Length;
    }

    private static int PositionOf(JsonException exception, ReadOnlySpan<byte> utf8)
    {
        var rest = utf8;
        for (var line = exception.LineNumber ?? 0; line > 0 && rest.IndexOf((byte)'\n') is >= 0 and var end; line--)
        {
            rest = rest[(end + 1)..];
        }

        return (int)Math.Min(utf8.Length, utf8.Length - rest.Length + (exception.BytePositionInLine ?? 0));
    }

    private static FhirFormatCode CodeOf(JsonException exception, ReadOnlySpan<byte> utf8, FhirJsonOptions options)
    {
        // The same bytes are read again up to the same place with more room: if they pass it, depth was all that was wrong.
        var position = PositionOf(exception, utf8);
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = options.MaxDepth + 1 });
        try
        {
            while (json.Read())
            {
                if (json.TokenStartIndex >= position)
                {
                    return FhirFormatCode.DepthLimit;
                }

                if (json.CurrentDepth >= options.MaxDepth && json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    return FhirFormatCode.DepthLimit;
                }
            }
        }
        catch (JsonException)
        {
            return FhirFormatCode.InvalidJson;
        }

        return FhirFormatCode.InvalidJson;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
}
