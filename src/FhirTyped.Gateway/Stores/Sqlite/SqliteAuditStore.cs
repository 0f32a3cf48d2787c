using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace FhirTyped.Gateway;

/// <summary>Audit events in an SQLite file. They have returned once they stand on the disk.</summary>
internal sealed class SqliteAuditStore(SqliteDatabase database) : IJournaledAuditStore
{
    private const int PageLength = 256;
    private const string Columns = "SELECT sequence, recorded_at, content, previous_hash, hash FROM audit WHERE node = $1";

    /// <inheritdoc/>
    public bool IsDurable => true;

    /// <inheritdoc/>
    public string JournalFolder => database.Path + ".audit";

    /// <inheritdoc/>
    public async ValueTask AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckAudit(records);
        if (records.Count == 0)
        {
            return;
        }

        var node = StoreText.Encode(records[0].Node);
        try
        {
            await database.WriteAsync(
                isDurable: true,
                handle =>
                {
                    foreach (var record in records)
                    {
                        handle.Execute(
                            "INSERT INTO audit (node, sequence, recorded_at, content, previous_hash, hash) VALUES ($1, $2, $3, $4, $5, $6)",
                            node, record.Sequence, StoreArguments.Milliseconds(record.RecordedAt), record.Content.ToArray(), record.PreviousHash.ToArray(), record.Hash.ToArray());
                    }

                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            // All others are a store that cannot be reached.
            throw new InvalidOperationException($"There is an audit event of {records[0].Node} with one of these numbers.", exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<AuditRecord?> GetLastAsync(string node, CancellationToken cancellationToken = default)
    {
        var key = StoreText.Encode(node);
        return database.ReadAsync(handle => Read(handle, node, Columns + " ORDER BY sequence DESC LIMIT 1", key).FirstOrDefault(), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> GetNodesAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<string>>(
        static handle =>
        {
            using var rows = handle.Query("SELECT DISTINCT node FROM audit ORDER BY node");
            var nodes = new List<string>();
            while (rows.Read())
            {
                nodes.Add(StoreText.Decode(rows.GetFieldValue<byte[]>(0)));
            }

            return nodes;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<AuditRecord> ReadAsync(string node, long afterSequence = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var key = StoreText.Encode(node);
        for (var page = new List<AuditRecord>(); ;)
        {
            // Page by page: a reader that takes its time keeps no snapshot open, which would keep the log from being shortened.
            var after = page.Count > 0 ? page[^1].Sequence : afterSequence;
            page = await database.ReadAsync(
                handle => Read(handle, node, Columns + " AND sequence > $2 ORDER BY sequence LIMIT $3", key, after, (long)PageLength), cancellationToken).ConfigureAwait(false);
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

    private static List<AuditRecord> Read(SqliteHandle handle, string node, string sql, params ReadOnlySpan<object> values)
    {
        using var rows = handle.Query(sql, values);
        var records = new List<AuditRecord>();
        while (rows.Read())
        {
            records.Add(new(
                node, rows.GetInt64(0), StoreArguments.Time(rows.GetInt64(1)), rows.GetFieldValue<byte[]>(2), rows.GetFieldValue<byte[]>(3), rows.GetFieldValue<byte[]>(4)));
        }

        return records;
    }
}
