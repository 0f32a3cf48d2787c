using System.Net;

namespace FhirTyped.Firely;

/// <summary>A body that could not be translated: it fails where it is read, as one that breaks off does.</summary>
internal sealed class FailedContent(Exception error) : HttpContent
{
    /// <inheritdoc/>
    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromException<Stream>(error);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.FromException(error);

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
