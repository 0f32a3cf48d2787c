using System.Net;
using System.Security.Cryptography;

namespace FhirTyped;

/// <summary>
/// Bytes that are counted and hashed while they are read, and held at their end against what was announced. Each read has the time of a request: a
/// large file may take long, but not stand still.
/// </summary>
internal sealed class CheckedContent : Stream
{
    private readonly Stream _source;
    private readonly FhirRequest _request;
    private readonly HttpStatusCode _status;
    private readonly AnnouncedContent _announced;
    private readonly FhirPlatformOptions _options;

    // FHIR R4 has no other hash of attachments: it finds what was damaged or exchanged by mistake.
#pragma warning disable CA5350
    private readonly IncrementalHash? _hash;
#pragma warning restore CA5350
    private long _count;
    private bool _isChecked;

    public CheckedContent(Stream source, FhirRequest request, HttpStatusCode status, AnnouncedContent announced, FhirPlatformOptions options)
    {
        _source = source;
        _request = request;
        _status = status;
        _announced = announced;
        _options = options;
        _hash = announced.Hash is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The exception of what is wrong with the content.</summary>
    public FhirProtocolException Problem(string problem) => new(_request.Description, problem, _status);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        using var deadline = new RequestDeadline(_options.RequestTimeout, _options.TimeProvider, cancellationToken);
        int read;
        try
        {
            read = await _source.ReadAsync(buffer, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancellation)
        {
            throw deadline.Explain(_request, cancellation);
        }
        catch (Exception error) when (error is not (FhirException or ObjectDisposedException))
        {
            throw new FhirTransportException(_request.Description, error);
        }

        Check(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int read;
        try
        {
            read = _source.Read(buffer);
        }
        catch (Exception error) when (error is not (FhirException or ObjectDisposedException))
        {
            throw new FhirTransportException(_request.Description, error);
        }

        Check(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
            _hash?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> bytes)
    {
        _count += bytes.Length;
        if (_count > _announced.Size)
        {
            // At once, and not at an end that may never come.
            throw Problem($"the content is longer than the {_announced.Size} bytes that the attachment announced.");
        }

        if (!bytes.IsEmpty)
        {
            _hash?.AppendData(bytes);
            return;
        }

        if (_count < _announced.Size)
        {
            throw Problem($"the content has {_count} bytes, and the attachment announced {_announced.Size}.");
        }

        if (!_isChecked && _hash is not null && !_hash.GetHashAndReset().AsSpan().SequenceEqual(_announced.Hash))
        {
            throw Problem("the content's hash is not the one that the attachment announced.");
        }

        _isChecked = true;
    }
}
