using System.Buffers;
using System.IO.Pipelines;

namespace FhirTyped.R4;

/// <content>Reading from and writing to streams and pipes.</content>
public static partial class FhirJson
{
    private const int MostReservedAhead = 1 << 20;

    /// <summary>Reads a resource from a stream to its end. The payload is held once, in a pooled buffer, while it is read.</summary>
    /// <typeparam name="T">The type: a resource, or <see cref="Resource"/> for any.</typeparam>
    /// <param name="stream">The stream; it is not disposed of.</param>
    /// <param name="options">How to read; lenient by default.</param>
    /// <param name="cancellationToken">Ends the waiting and the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="FhirFormatException">As <see cref="Read{T}(ReadOnlySpan{byte}, FhirJsonOptions?, CancellationToken)"/>.</exception>
    public static async ValueTask<T> ReadAsync<T>(Stream stream, FhirJsonOptions? options = null, CancellationToken cancellationToken = default)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= FhirJsonOptions.Lenient;

        // One byte more than the known length, so that the end is seen without growing. A length is only a promise: long buffers grow.
        var expected = stream.CanSeek ? Math.Clamp(stream.Length - stream.Position, 0, MostReservedAhead) + 1 : 0;
        using var buffer = new PooledBuffer((int)Math.Max(expected, PooledBuffer.DefaultCapacity));
        while (buffer.WrittenCount <= options.MaxPayloadLength)
        {
            var read = await stream.ReadAsync(buffer.GetMemory(), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            buffer.Advance(read);
        }

        return Read<T>(buffer.WrittenSpan, options, cancellationToken);
    }

    /// <summary>Reads a resource from a pipe to its end. What has arrived is taken from the pipe at once, so that the payload is held once.</summary>
    /// <typeparam name="T">The type: a resource, or <see cref="Resource"/> for any.</typeparam>
    /// <param name="pipe">The pipe; it is not completed.</param>
    /// <param name="options">How to read; lenient by default.</param>
    /// <param name="cancellationToken">Ends the waiting and the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="pipe"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The token, or the pipe's pending read, was cancelled.</exception>
    /// <exception cref="FhirFormatException">As <see cref="Read{T}(ReadOnlySpan{byte}, FhirJsonOptions?, CancellationToken)"/>.</exception>
    public static async ValueTask<T> ReadAsync<T>(PipeReader pipe, FhirJsonOptions? options = null, CancellationToken cancellationToken = default)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(pipe);
        options ??= FhirJsonOptions.Lenient;
        using var buffer = new PooledBuffer();
        while (buffer.WrittenCount <= options.MaxPayloadLength)
        {
            var result = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.IsCanceled)
            {
                pipe.AdvanceTo(result.Buffer.Start);
                throw new OperationCanceledException("The pipe's pending read was cancelled.");
            }

            if (result.IsCompleted && buffer.WrittenCount == 0 && result.Buffer.IsSingleSegment)
            {
                // All of it in one piece: read where it lies. The pipe goes on whatever is wrong with it: a server still has to answer.
                try
                {
                    return Read<T>(result.Buffer.FirstSpan, options, cancellationToken);
                }
                finally
                {
                    pipe.AdvanceTo(result.Buffer.End);
                }
            }

            foreach (var segment in result.Buffer)
            {
                buffer.Write(segment.Span);
            }

            pipe.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        return Read<T>(buffer.WrittenSpan, options, cancellationToken);
    }

    /// <summary>Writes a resource to a stream as compact JSON, in one piece.</summary>
    /// <param name="stream">The stream; it is neither flushed nor disposed of.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="FhirFormatException">As <see cref="ToUtf8Bytes"/>; nothing was written then.</exception>
    public static async ValueTask WriteAsync(Stream stream, Resource resource, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(resource);
        using var buffer = new PooledBuffer();
        FhirJsonWriter.Write(buffer, resource);
        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }
}
