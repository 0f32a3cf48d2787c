using System.Net.Http.Headers;

namespace FhirTyped;

/// <summary>The bytes of a Binary while they are being read. Not safe for use by several threads.</summary>
public sealed class FhirDownload : IAsyncDisposable, IDisposable
{
    private readonly HttpResponseMessage? _response;
    private readonly int _limit;

    internal FhirDownload(CheckedContent content, MediaTypeHeaderValue? contentType, long? length, int limit, HttpResponseMessage? response)
    {
        Content = content;
        ContentType = contentType?.MediaType;
        Length = length;
        _limit = limit;
        _response = response;
    }

    /// <summary>
    /// The bytes, which can be read once. Reading throws <see cref="FhirProtocolException"/> at the end where they are more or fewer than the attachment
    /// announced, or where their hash is another; <see cref="FhirTransportException"/> where they break off; <see cref="FhirTimeoutException"/> where
    /// none come for <see cref="FhirPlatformOptions.RequestTimeout"/>. So nothing that was read counts before the end was reached.
    /// </summary>
    public Stream Content { get; }

    /// <summary>The media type without its parameters, as the server says (<c>application/pdf</c>); null where nobody says.</summary>
    public string? ContentType { get; }

    /// <summary>How many bytes it is going to be; null where the server does not say.</summary>
    public long? Length { get; }

    /// <summary>Reads all bytes, and checks them.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FhirProtocolException">
    /// They are not those that the attachment announced, or more than <see cref="FhirPlatformOptions.MaximumResponseBytes"/>: read <see cref="Content"/> piece by piece.
    /// </exception>
    /// <exception cref="FhirTransportException">They break off.</exception>
    /// <exception cref="FhirTimeoutException">They stopped coming.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<byte[]> ReadAllBytesAsync(CancellationToken cancellationToken = default)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await Content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (bytes.Length + read > _limit)
            {
                throw ((CheckedContent)Content).Problem($"the content is larger than {_limit} bytes ({nameof(FhirPlatformOptions.MaximumResponseBytes)}).");
            }

            await bytes.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return bytes.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Content.Dispose();
        _response?.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync().ConfigureAwait(false);
        _response?.Dispose();
    }
}
