using System.Runtime.CompilerServices;

namespace FhirTyped.Gateway;

/// <summary>Audit events in the memory of this process: gone with it.</summary>
internal sealed class MemoryAuditStore(int capacity) : IAuditStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<AuditRecord>> _records = new(StringComparer.Ordinal);
    private int _count;

    /// <inheritdoc/>
    public bool IsDurable => false;

    /// <inheritdoc/>
    public ValueTask AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckAudit(records);
        if (records.Count == 0)
        {
            return ValueTask.CompletedTask;
        }

        lock (_lock)
        {
            if (_count + records.Count > capacity)
            {
                throw new StoreUnavailableException("memory", new InvalidOperationException(
                    $"The memory store holds {capacity:N0} audit events, which is all that it takes: it is for tests and development. Use SQLite or PostgreSQL."));
            }

            if (!_records.TryGetValue(records[0].Node, out var kept))
            {
                _records[records[0].Node] = kept = [];
            }

            // Behind the last one as a rule; an event that was missing may be put in its place.
            var isBehind = kept.Count == 0 || kept[^1].Sequence < records[0].Sequence;
            if (!isBehind && kept.Exists(record => record.Sequence >= records[0].Sequence && record.Sequence <= records[^1].Sequence))
            {
                throw new InvalidOperationException($"There is an audit event of {records[0].Node} with one of these numbers.");
            }

            kept.AddRange(records.Select(static record => record with { Content = record.Content.ToArray() }));
            if (!isBehind)
            {
                kept.Sort(static (one, other) => one.Sequence.CompareTo(other.Sequence));
            }

            _count += records.Count;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<AuditRecord?> GetLastAsync(string node, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(_records.TryGetValue(node, out var kept) ? kept[^1] : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> GetNodesAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new([.. _records.Keys.Order(StringComparer.Ordinal)]);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AuditRecord> ReadAsync(string node, long afterSequence = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        List<AuditRecord> found;
        lock (_lock)
        {
            found = _records.TryGetValue(node, out var kept) ? [.. kept.Where(record => record.Sequence > afterSequence)] : [];
        }

        foreach (var record in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }
    }
}
