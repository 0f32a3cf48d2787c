using System.Runtime.CompilerServices;

namespace FhirTyped.Gateway.Tests;

/// <summary>A store of audit events that can be down.</summary>
internal sealed class FailingAuditStore : IAuditStore
{
    private readonly List<AuditRecord> _records = [];

    public bool IsFailing { get; set; }

    public bool IsDurable => false;

    public ValueTask AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken = default)
    {
        if (IsFailing)
        {
            throw new StoreUnavailableException("test", new IOException());
        }

        lock (_records)
        {
            _records.AddRange(records);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<AuditRecord?> GetLastAsync(string node, CancellationToken cancellationToken = default) =>
        IsFailing ? throw new StoreUnavailableException("test", new IOException()) : ValueTask.FromResult(_records.LastOrDefault());

    public ValueTask<IReadOnlyList<string>> GetNodesAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<string>>([.. _records.Select(static record => record.Node).Distinct()]);

    public async IAsyncEnumerable<AuditRecord> ReadAsync(string node, long afterSequence = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var record in _records.Where(record => record.Sequence > afterSequence).ToList())
        {
            yield return record;
        }

        await Task.CompletedTask;
    }
}
