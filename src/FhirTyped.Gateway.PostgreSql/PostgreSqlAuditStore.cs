using System.Runtime.CompilerServices;
using Npgsql;

namespace FhirTyped.Gateway.PostgreSql;

/// <summary>Audit events in PostgreSQL: a group is one statement.</summary>
internal sealed class PostgreSqlAuditStore(PostgreSqlDatabase database) : IAuditStore
{
    private const int PageLength = 256;
    private const string Columns = "SELECT sequence, recorded_at, content, previous_hash, hash FROM gateway_audit WHERE node = $1";

    /// <inheritdoc/>
    public bool IsDurable => true;

    /// <inheritdoc/>
    public async ValueTask AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckAudit(records);
        if (records.Count == 0)
        {
            return;
        }

        object[] values =
        [
            StoreText.Encode(records[0].Node),
            records.Select(static record => record.Sequence).ToArray(),
            records.Select(static record => StoreArguments.Milliseconds(record.RecordedAt)).ToArray(),
            records.Select(static record => record.Content.ToArray()).ToArray(),
            records.Select(static record => record.PreviousHash.ToArray()).ToArray(),
            records.Select(static record => record.Hash.ToArray()).ToArray(),
        ];
        try
        {
            await database.ExecuteAsync(
                "INSERT INTO gateway_audit (node, sequence, recorded_at, content, previous_hash, hash) "
                    + "SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[], $6::bytea[])",
                values,
                cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception)
        {
            // All others are a store that cannot be reached.
            throw new InvalidOperationException($"There is an audit event of {records[0].Node} with one of these numbers.", exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<AuditRecord?> GetLastAsync(string node, CancellationToken cancellationToken = default) => (await database.QueryAsync(
        Columns + " ORDER BY sequence DESC LIMIT 1", [StoreText.Encode(node)], rows => Read(node, rows), cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> GetNodesAsync(CancellationToken cancellationToken = default) => await database.QueryAsync(
        "SELECT DISTINCT node FROM gateway_audit ORDER BY node", [], static rows => StoreText.Decode(rows.GetFieldValue<byte[]>(0)), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<AuditRecord> ReadAsync(string node, long afterSequence = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var key = StoreText.Encode(node);
        for (var page = new List<AuditRecord>(); ;)
        {
            // Page by page: a reader that takes its time keeps no connection.
            var after = page.Count > 0 ? page[^1].Sequence : afterSequence;
            page = await database.QueryAsync(
                Columns + " AND sequence > $2 ORDER BY sequence LIMIT $3", [key, after, PageLength], rows => Read(node, rows), cancellationToken).ConfigureAwait(false);
            foreach (var record in page)
            {
                yield return record;
            }

            if (page.Count < PageLength)
            {
                yield break;
            }
        }
    }

    private static AuditRecord Read(string node, NpgsqlDataReader rows) =>
        new(node, rows.GetInt64(0), StoreArguments.Time(rows.GetInt64(1)), rows.GetFieldValue<byte[]>(2), rows.GetFieldValue<byte[]>(3), rows.GetFieldValue<byte[]>(4));
}
