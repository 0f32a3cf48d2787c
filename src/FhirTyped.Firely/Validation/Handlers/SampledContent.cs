using System.Net;

namespace FhirTyped.Firely.Handlers;

/// <summary>The body of an answer, of which a copy is kept while somebody reads it. Whoever reads waits for nothing more than without it.</summary>
internal sealed class SampledContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly int _maximumBytes;
    private readonly Action<byte[]> _completed;
    private readonly long? _length;

    public SampledContent(HttpContent inner, int maximumBytes, Action<byte[]> completed)
    {
        (_inner, _maximumBytes, _completed, _length) = (inner, maximumBytes, completed, inner.Headers.ContentLength);
        foreach (var (name, values) in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    /// <inheritdoc/>
    protected override async Task<Stream> CreateContentReadStreamAsync() => Wrap(await _inner.ReadAsStreamAsync().ConfigureAwait(false));

    /// <inheritdoc/>
    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        Wrap(await _inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => Wrap(_inner.ReadAsStream(cancellationToken));

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var source = Wrap(await _inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        await using (source.ConfigureAwait(false))
        {
            await source.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        // The header field of this content would ask here.
        length = _length ?? 0;
        return _length is not null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private SampledStream Wrap(Stream stream) => new(stream, _maximumBytes, _length, _completed);
}
