namespace FhirTyped.Gateway;

/// <summary>What is taken once, in an SQLite file. Each change has returned once it stands on the disk: what was taken must not come back after a loss of power.</summary>
internal sealed class SqliteOnceStore(SqliteDatabase database) : IOnceStore
{
    /// <inheritdoc/>
    public ValueTask<bool> PutAsync(string key, ReadOnlyMemory<byte> value, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        var (hash, content) = (StoreText.Hash(key), value.ToArray());
        return database.WriteAsync(
            isDurable: true,
            handle =>
            {
                handle.Execute("DELETE FROM once WHERE key = $1 AND expires_at <= $2", hash, database.Now);
                return handle.Execute("INSERT INTO once (key, value, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", hash, content, StoreArguments.Milliseconds(expiresAt)) == 1;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> TakeAsync(string key, CancellationToken cancellationToken = default)
    {
        var hash = StoreText.Hash(key);
        return database.WriteAsync(isDurable: true, handle => Value(handle, "DELETE FROM once WHERE key = $1 AND expires_at > $2 RETURNING value", hash), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> PeekAsync(string key, CancellationToken cancellationToken = default)
    {
        var hash = StoreText.Hash(key);
        return database.ReadAsync(handle => Value(handle, "SELECT value FROM once WHERE key = $1 AND expires_at > $2", hash), cancellationToken);
    }

    private ReadOnlyMemory<byte>? Value(SqliteHandle handle, string sql, byte[] hash) =>
        handle.Scalar(sql, hash, database.Now) is byte[] value ? value : (ReadOnlyMemory<byte>?)null;
}
