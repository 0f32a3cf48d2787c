namespace FhirTyped.BulkData;

/// <summary>The links of a manifest, which are asked for anew where they have expired. Thread-safe.</summary>
/// <param name="manifest">The manifest.</param>
/// <param name="renew">Asks the server for the manifest once more, and keeps it.</param>
internal sealed class FileLinks(BulkManifest manifest, Func<BulkManifest, CancellationToken, Task<BulkManifest>> renew) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private volatile BulkManifest _manifest = manifest;

    /// <summary>The manifest with the newest links.</summary>
    public BulkManifest Manifest => _manifest;

    /// <summary>Gets new links, unless others have done so since a manifest was looked at.</summary>
    /// <param name="seen">The manifest whose link has expired.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task RenewAsync(BulkManifest seen, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (ReferenceEquals(seen, _manifest))
            {
                _manifest = await renew(seen, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
