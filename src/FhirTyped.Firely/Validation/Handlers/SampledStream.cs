namespace FhirTyped.Firely.Handlers;

/// <summary>A stream of which a copy is kept while it is read.</summary>
/// <param name="inner">The stream.</param>
/// <param name="maximumBytes">How much is kept at most: of what is longer, nothing.</param>
/// <param name="length">How long it says that it is, or null.</param>
/// <param name="completed">Takes the copy once all was read.</param>
internal sealed class SampledStream(Stream inner, int maximumBytes, long? length, Action<byte[]> completed) : Stream
{
    private MemoryStream? _copy = length > maximumBytes ? null : new MemoryStream();

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Keep(buffer[..read], buffer.Length);
        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Keep(buffer.Span[..read], buffer.Length);
        return read;
    }

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Who knows the length need not read on to see the end.
            if (_copy?.Length == length)
            {
                Complete();
            }

            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> read, int asked)
    {
        if (read.IsEmpty)
        {
            if (asked > 0)
            {
                Complete();
            }
        }
        else if (_copy?.Length + read.Length > maximumBytes)
        {
            _copy = null;
        }
        else
        {
            _copy?.Write(read);
        }
    }

    private void Complete()
    {
        if (_copy is { } copy)
        {
            _copy = null;
            completed(copy.ToArray());
        }
    }
}
