using System.Runtime.CompilerServices;

namespace FhirTyped.R4;

/// <summary>
/// Newline-delimited JSON, a resource a line, as Bulk Data has it. Memory is that of the longest line, however many lines there are.
/// <see href="https://hl7.org/fhir/R4/nd-json.html"/>
/// </summary>
public static class FhirNdjson
{
    /// <summary>Reads the resources of a stream, one after the other. Empty lines are skipped.</summary>
    /// <typeparam name="T">The type: a resource, or <see cref="Resource"/> for any.</typeparam>
    /// <param name="stream">The stream; it is not disposed of.</param>
    /// <param name="options">How to read each line; its payload limit holds for a line. Lenient by default.</param>
    /// <param name="cancellationToken">Ends the waiting and the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="FhirFormatException">A line cannot be read; the issue's line is the stream's, its byte position the line's.</exception>
    public static IAsyncEnumerable<T> ReadAsync<T>(Stream stream, FhirJsonOptions? options = null, CancellationToken cancellationToken = default)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ReadLinesAsync<T>(stream, options ?? FhirJsonOptions.Lenient, cancellationToken);
    }

    /// <summary>Writes a resource as one line.</summary>
    /// <param name="stream">The stream; it is neither flushed nor disposed of.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="FhirFormatException">As <see cref="FhirJson.ToUtf8Bytes"/>; nothing was written then.</exception>
    public static async ValueTask WriteAsync(Stream stream, Resource resource, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(resource);
        using var buffer = new PooledBuffer();
        FhirJsonWriter.Write(buffer, resource);
        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<T> ReadLinesAsync<T>(
        Stream stream, FhirJsonOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Resource
    {
        using var buffer = new PooledBuffer(64 * 1024);
        var line = 0;
        var searched = 0;
        for (var isEnd = false; !isEnd;)
        {
            var read = await stream.ReadAsync(buffer.GetMemory(), cancellationToken).ConfigureAwait(false);
            buffer.Advance(read);
            isEnd = read == 0;

            // All lines that are complete are read where they lie; then the rest moves to the front, once.
            var start = 0;
            while (true)
            {
                var next = buffer.WrittenSpan[searched..].IndexOf((byte)'\n');
                if (next < 0 && !isEnd)
                {
                    break;
                }

                var end = next < 0 ? buffer.WrittenCount : searched + next;
                line++;
                if (ReadLine<T>(buffer.WrittenSpan[start..end], options, line, cancellationToken) is { } resource)
                {
                    yield return resource;
                }

                if (next < 0)
                {
                    yield break;
                }

                start = end + 1;
                searched = start;
            }

            buffer.RemoveFirst(start);
            searched = buffer.WrittenCount;
            if (searched > options.MaxPayloadLength)
            {
                throw new FhirFormatException(new FhirFormatIssue(FhirFormatCode.PayloadLimit, FhirFormatSeverity.Fatal, "", line + 1, 0));
            }
        }
    }

    private static T? ReadLine<T>(ReadOnlySpan<byte> utf8, FhirJsonOptions options, int line, CancellationToken cancellationToken)
        where T : Resource
    {
        if (utf8.IndexOfAnyExcept(" \t\r\uFEFF"u8) < 0)
        {
            return null;
        }

        try
        {
            return FhirJson.Read<T>(utf8, options, cancellationToken);
        }
        catch (FhirFormatException exception)
        {
            throw new FhirFormatException(exception.Issue with { LineNumber = line }, exception);
        }
    }
}
