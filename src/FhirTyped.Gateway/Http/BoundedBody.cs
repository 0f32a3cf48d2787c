namespace FhirTyped.Gateway;

/// <summary>Reads bodies within a limit.</summary>
internal static class BoundedBody
{
    private const int PartSize = 16 * 1024;

    /// <summary>The whole of a body; null where it is larger than it may be, and nothing more of it is read.</summary>
    public static async ValueTask<byte[]?> ReadAsync(Stream body, long limit, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var part = new byte[PartSize];
        for (int read; (read = await body.ReadAsync(part, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            if (buffer.Length + read > limit)
            {
                return null;
            }

            await buffer.WriteAsync(part.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return buffer.ToArray();
    }
}
