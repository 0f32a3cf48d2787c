namespace FhirTyped.Gateway.PostgreSql;

/// <summary>Leases in PostgreSQL: a row with its owner. The server's clock says when one has ended, since those of nodes may differ by more than a lease is long.</summary>
internal sealed class PostgreSqlLeaseStore(PostgreSqlDatabase database) : ILeaseStore
{
    private const string ServerTime = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    /// <inheritdoc/>
    public async ValueTask<string?> TryAcquireAsync(string key, TimeSpan life, CancellationToken cancellationToken = default)
    {
        var (hash, milliseconds, owner) = (StoreText.Hash(key), StoreArguments.CheckLife(life), StoreArguments.NewOwner());
        var count = await database.ExecuteAsync(
            "INSERT INTO gateway_lease (key, owner, expires_at) VALUES ($1, $2, " + ServerTime + " + $3) "
                + "ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at WHERE gateway_lease.expires_at <= " + ServerTime,
            [hash, owner, milliseconds],
            cancellationToken).ConfigureAwait(false);
        return count == 1 ? owner : null;
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(string key, string owner, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        await database.ExecuteAsync("DELETE FROM gateway_lease WHERE key = $1 AND owner = $2", [StoreText.Hash(key), owner], cancellationToken).ConfigureAwait(false);
    }
}
