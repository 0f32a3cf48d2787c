namespace FhirTyped.Gateway.PostgreSql;

/// <summary>What is taken once, in PostgreSQL: DELETE … RETURNING.</summary>
internal sealed class PostgreSqlOnceStore(PostgreSqlDatabase database) : IOnceStore
{
    /// <inheritdoc/>
    public async ValueTask<bool> PutAsync(string key, ReadOnlyMemory<byte> value, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) => await database.ExecuteAsync(
        "INSERT INTO gateway_once (key, value, expires_at) VALUES ($1, $2, $3) "
            + "ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at WHERE gateway_once.expires_at <= $4",
        [StoreText.Hash(key), value.ToArray(), StoreArguments.Milliseconds(expiresAt), database.Now],
        cancellationToken).ConfigureAwait(false) == 1;

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> TakeAsync(string key, CancellationToken cancellationToken = default) => Value(await database.ScalarAsync(
        "DELETE FROM gateway_once WHERE key = $1 AND expires_at > $2 RETURNING value", [StoreText.Hash(key), database.Now], cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> PeekAsync(string key, CancellationToken cancellationToken = default) => Value(await database.ScalarAsync(
        "SELECT value FROM gateway_once WHERE key = $1 AND expires_at > $2", [StoreText.Hash(key), database.Now], cancellationToken).ConfigureAwait(false));

    private static ReadOnlyMemory<byte>? Value(object? value) => value is byte[] bytes ? bytes : (ReadOnlyMemory<byte>?)null;
}
