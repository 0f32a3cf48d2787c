namespace FhirTyped.Gateway;

/// <summary>Sessions in an SQLite file. Each change has returned once it stands on the disk.</summary>
internal sealed class SqliteSessionStore(SqliteDatabase database) : ISessionStore
{
    private const string IsThere = "EXISTS (SELECT 1 FROM session WHERE id = $1 AND expires_at > $2)";

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(StoredSession session, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckNew(session);
        var (id, subject, subjectHash) = (StoreText.Hash(session.Id), StoreText.Encode(session.Subject), StoreText.Hash(session.Subject));
        return database.WriteAsync(
            isDurable: true,
            handle =>
            {
                handle.Execute("DELETE FROM session WHERE id = $1 AND expires_at <= $2", id, database.Now);
                return handle.Execute(
                    "INSERT INTO session (id, subject, subject_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                    id, subject, subjectHash, StoreArguments.Milliseconds(session.CreatedAt), StoreArguments.Milliseconds(session.ExpiresAt)) == 1;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<StoredSession?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        var hash = StoreText.Hash(id);
        return database.ReadAsync(
            handle =>
            {
                using var rows = handle.Query(
                    "SELECT s.subject, s.created_at, s.expires_at, c.platform, c.version, c.sealed FROM session s LEFT JOIN connection c ON c.session = s.id WHERE s.id = $1 AND s.expires_at > $2",
                    hash, database.Now);
                StoredSession? session = null;
                var connections = new Dictionary<string, StoredConnection>(StringComparer.Ordinal);
                while (rows.Read())
                {
                    session ??= new(id, StoreText.Decode(rows.GetFieldValue<byte[]>(0)), StoreArguments.Time(rows.GetInt64(1)), StoreArguments.Time(rows.GetInt64(2))) { Connections = connections };
                    if (!rows.IsDBNull(3))
                    {
                        connections.Add(StoreText.Decode(rows.GetFieldValue<byte[]>(3)), new(rows.GetInt64(4), rows.GetFieldValue<byte[]>(5)));
                    }
                }

                return session;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ExtendAsync(string id, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        var hash = StoreText.Hash(id);
        return database.WriteAsync(
            isDurable: true,
            handle => handle.Execute("UPDATE session SET expires_at = $3 WHERE id = $1 AND expires_at > $2", hash, database.Now, StoreArguments.Milliseconds(expiresAt)) == 1,
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReplaceConnectionAsync(string id, string platform, long expectedVersion, StoredConnection? connection, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckReplacement(expectedVersion, connection);
        ArgumentException.ThrowIfNullOrEmpty(platform);
        var (hash, name, content) = (StoreText.Hash(id), StoreText.Encode(platform), connection?.Sealed.ToArray());
        return database.WriteAsync(
            isDurable: true,
            handle => (connection, expectedVersion) switch
            {
                (null, _) => handle.Execute("DELETE FROM connection WHERE session = $1 AND platform = $3 AND version = $4 AND " + IsThere, hash, database.Now, name, expectedVersion),
                (_, 0) => handle.Execute(
                    "INSERT INTO connection (session, platform, version, sealed) SELECT $1, $3, $4, $5 WHERE " + IsThere + " ON CONFLICT DO NOTHING",
                    hash, database.Now, name, connection.Version, content!),
                _ => handle.Execute(
                    "UPDATE connection SET version = $4, sealed = $5 WHERE session = $1 AND platform = $3 AND version = $6 AND " + IsThere,
                    hash, database.Now, name, connection.Version, content!, expectedVersion),
            } == 1,
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        var hash = StoreText.Hash(id);
        return database.WriteAsync(isDurable: true, handle => Delete(handle, "id", hash) == 1, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<int> DeleteSubjectAsync(string subject, CancellationToken cancellationToken = default)
    {
        var hash = StoreText.Hash(subject);
        return database.WriteAsync(isDurable: true, handle => Delete(handle, "subject_hash", hash), cancellationToken);
    }

    // Those that have ended go too, and are not counted.
    private int Delete(SqliteHandle handle, string column, byte[] hash)
    {
        var count = (long)handle.Scalar("SELECT count(*) FROM session WHERE " + column + " = $1 AND expires_at > $2", hash, database.Now)!;
        handle.Execute("DELETE FROM session WHERE " + column + " = $1", hash);
        return (int)count;
    }
}
