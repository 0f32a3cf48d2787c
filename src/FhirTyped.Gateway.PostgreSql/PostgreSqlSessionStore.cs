using Npgsql;

namespace FhirTyped.Gateway.PostgreSql;

/// <summary>Sessions in PostgreSQL. Each change is one statement, or one transaction.</summary>
internal sealed class PostgreSqlSessionStore(PostgreSqlDatabase database) : ISessionStore
{
    private const string IsThere = "EXISTS (SELECT 1 FROM gateway_session WHERE id = $1 AND expires_at > $2)";

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(StoredSession session, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckNew(session);
        var (id, subject, subjectHash) = (StoreText.Hash(session.Id), StoreText.Encode(session.Subject), StoreText.Hash(session.Subject));
        return database.RunAsync(
            async (connection, token) =>
            {
                // Both in one transaction.
                var batch = new NpgsqlBatch(connection)
                {
                    BatchCommands =
                    {
                        new("DELETE FROM gateway_session WHERE id = $1 AND expires_at <= $2") { Parameters = { new() { Value = id }, new() { Value = database.Now } } },
                        new("INSERT INTO gateway_session (id, subject, subject_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING")
                        {
                            Parameters =
                            {
                                new() { Value = id }, new() { Value = subject }, new() { Value = subjectHash },
                                new() { Value = StoreArguments.Milliseconds(session.CreatedAt) }, new() { Value = StoreArguments.Milliseconds(session.ExpiresAt) },
                            },
                        },
                    },
                };
                await using (batch.ConfigureAwait(false))
                {
                    await batch.ExecuteNonQueryAsync(token).ConfigureAwait(false);
                    return batch.BatchCommands[1].RecordsAffected == 1;
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredSession?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        StoredSession? session = null;
        var connections = new Dictionary<string, StoredConnection>(StringComparer.Ordinal);
        await database.QueryAsync(
            "SELECT s.subject, s.created_at, s.expires_at, c.platform, c.version, c.sealed FROM gateway_session s LEFT JOIN gateway_connection c ON c.session = s.id "
                + "WHERE s.id = $1 AND s.expires_at > $2",
            [StoreText.Hash(id), database.Now],
            rows =>
            {
                session ??= new(id, StoreText.Decode(rows.GetFieldValue<byte[]>(0)), StoreArguments.Time(rows.GetInt64(1)), StoreArguments.Time(rows.GetInt64(2))) { Connections = connections };
                if (!rows.IsDBNull(3))
                {
                    connections.Add(StoreText.Decode(rows.GetFieldValue<byte[]>(3)), new(rows.GetInt64(4), rows.GetFieldValue<byte[]>(5)));
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ExtendAsync(string id, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) => await database.ExecuteAsync(
        "UPDATE gateway_session SET expires_at = $3 WHERE id = $1 AND expires_at > $2", [StoreText.Hash(id), database.Now, StoreArguments.Milliseconds(expiresAt)], cancellationToken).ConfigureAwait(false) == 1;

    /// <inheritdoc/>
    public async ValueTask<bool> ReplaceConnectionAsync(string id, string platform, long expectedVersion, StoredConnection? connection, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckReplacement(expectedVersion, connection);
        ArgumentException.ThrowIfNullOrEmpty(platform);
        object[] key = [StoreText.Hash(id), database.Now, StoreText.Hash(platform)];
        var (sql, values) = (connection, expectedVersion) switch
        {
            (null, _) => ("DELETE FROM gateway_connection WHERE session = $1 AND platform_hash = $3 AND version = $4 AND " + IsThere, [.. key, expectedVersion]),
            (_, 0) => (
                "INSERT INTO gateway_connection (session, platform_hash, version, sealed, platform) SELECT $1, $3, $4, $5, $6 WHERE " + IsThere + " ON CONFLICT DO NOTHING",
                [.. key, connection.Version, connection.Sealed.ToArray(), StoreText.Encode(platform)]),
            _ => (
                "UPDATE gateway_connection SET version = $4, sealed = $5 WHERE session = $1 AND platform_hash = $3 AND version = $6 AND " + IsThere,
                (object[])[.. key, connection.Version, connection.Sealed.ToArray(), expectedVersion]),
        };
        try
        {
            return await database.ExecuteAsync(sql, values, cancellationToken).ConfigureAwait(false) == 1;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            // The session was deleted meanwhile.
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        await DeleteAsync("id", StoreText.Hash(id), cancellationToken).ConfigureAwait(false) == 1;

    /// <inheritdoc/>
    public ValueTask<int> DeleteSubjectAsync(string subject, CancellationToken cancellationToken = default) => DeleteAsync("subject_hash", StoreText.Hash(subject), cancellationToken);

    // Those that have ended go too, and are not counted.
    private async ValueTask<int> DeleteAsync(string column, byte[] hash, CancellationToken cancellationToken) => (int)(long)(await database.ScalarAsync(
        "WITH gone AS (DELETE FROM gateway_session WHERE " + column + " = $1 RETURNING expires_at) SELECT count(*) FROM gone WHERE expires_at > $2", [hash, database.Now], cancellationToken).ConfigureAwait(false))!;
}
