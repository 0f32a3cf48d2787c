namespace FhirTyped.Firely;

/// <summary>Reads a body up to a limit.</summary>
internal static class BoundedBody
{
    /// <summary>The bytes of a body.</summary>
    /// <exception cref="FhirXmlException">There are more than the limit.</exception>
    public static async Task<byte[]> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        using var bytes = new MemoryStream();
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (bytes.Length + read > limit)
                {
                    throw TooLarge(limit);
                }

                await bytes.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
        }

        return bytes.ToArray();
    }

    private static FhirXmlException TooLarge(int limit) => new($"The answer is larger than {limit} bytes");
}
