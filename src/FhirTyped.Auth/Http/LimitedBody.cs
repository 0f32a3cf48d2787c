namespace FhirTyped.Auth;

/// <summary>Reads a body up to a limit, whatever its length is said to be.</summary>
internal static class LimitedBody
{
    /// <summary>The body, or null where it is longer than the limit.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int maximum, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maximum)
        {
            return null;
        }

        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var body = new MemoryStream();
            var buffer = new byte[16 * 1024];
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (body.Length + count > maximum)
                {
                    return null;
                }

                await body.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }

            return body.ToArray();
        }
    }
}
