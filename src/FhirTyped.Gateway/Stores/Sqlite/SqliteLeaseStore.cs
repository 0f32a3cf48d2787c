namespace FhirTyped.Gateway;

/// <summary>Leases in an SQLite file. They do not wait for the disk: after a loss of power, those who held them are gone too.</summary>
internal sealed class SqliteLeaseStore(SqliteDatabase database) : ILeaseStore
{
    /// <inheritdoc/>
    public ValueTask<string?> TryAcquireAsync(string key, TimeSpan life, CancellationToken cancellationToken = default)
    {
        var (hash, milliseconds, owner) = (StoreText.Hash(key), StoreArguments.CheckLife(life), StoreArguments.NewOwner());
        return database.WriteAsync(
            isDurable: false,
            handle => handle.Execute(
                "INSERT INTO lease (key, owner, expires_at) VALUES ($1, $2, $4) ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at WHERE expires_at <= $3",
                hash, owner, database.Now, database.Now + milliseconds) == 1 ? owner : null,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(string key, string owner, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        var hash = StoreText.Hash(key);
        await database.WriteAsync(isDurable: false, handle => handle.Execute("DELETE FROM lease WHERE key = $1 AND owner = $2", hash, owner), cancellationToken).ConfigureAwait(false);
    }
}
