using System.Buffers;
using System.Runtime.CompilerServices;

namespace FhirTyped.BulkData.DuckDb;

/// <summary>Divides a stream into parts of whole lines of about 1 MiB; a line that is longer is a part of its own.</summary>
internal static class LineReader
{
    public const int PartLength = 1024 * 1024;

    public static async IAsyncEnumerable<LinePart> ReadAsync(Stream stream, string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PartLength);
        var (length, line) = (0, 1L);
        while (true)
        {
            var read = await ReadAsync(stream, buffer.AsMemory(length), file, line, cancellationToken).ConfigureAwait(false);
            length += read;
            if (read > 0 && length < buffer.Length)
            {
                continue;
            }

            if (read == 0)
            {
                yield return new LinePart(file, line, buffer, length);
                yield break;
            }

            var end = buffer.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
            if (end == 0)
            {
                buffer = Grow(buffer, length, file, line);
                continue;
            }

            var next = ArrayPool<byte>.Shared.Rent(Math.Max(PartLength, (length - end) * 2));
            buffer.AsSpan(end, length - end).CopyTo(next);
            var lines = buffer.AsSpan(0, end).Count((byte)'\n');
            yield return new LinePart(file, line, buffer, end);
            (buffer, length, line) = (next, length - end, line + lines);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, string file, long line, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            throw new FhirTableException(new BadLine(file, line, "From about here on the compressed file is damaged."));
        }
    }

    private static byte[] Grow(byte[] buffer, int length, string file, long line)
    {
        if (length >= FhirJsonOptions.DefaultMaxPayloadLength)
        {
            throw new FhirTableException(new BadLine(file, line, $"The line is longer than {FhirJsonOptions.DefaultMaxPayloadLength} bytes."));
        }

        var larger = ArrayPool<byte>.Shared.Rent(length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return larger;
    }
}
