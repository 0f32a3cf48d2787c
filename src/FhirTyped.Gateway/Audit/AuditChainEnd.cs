namespace FhirTyped.Gateway;

/// <summary>The end of a node's chain in the store, to which events are appended. One at a time.</summary>
internal sealed class AuditChainEnd(IAuditStore store, string node, TimeProvider time)
{
    private AuditRecord? _last;
    private bool _isKnown;

    /// <summary>Appends events, all or none.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    /// <exception cref="InvalidOperationException">Somebody else writes under this node's name.</exception>
    public async Task AppendAsync(List<byte[]> events)
    {
        if (!_isKnown)
        {
            _last = await store.GetLastAsync(node, CancellationToken.None).ConfigureAwait(false);
            _isKnown = true;
            if (_last is not null && _last.Content.Span.SequenceEqual(events[^1]))
            {
                // The store had taken them, and only its word of it was lost.
                return;
            }
        }

        var now = time.GetUtcNow();
        var records = new List<AuditRecord>(events.Count);
        var last = _last;
        foreach (var content in events)
        {
            last = AuditRecord.After(node, last, now, content);
            records.Add(last);
        }

        await store.AppendAsync(records, CancellationToken.None).ConfigureAwait(false);
        _last = last;
    }

    /// <summary>Looks up the end anew at the next append: a write that failed may have been carried out.</summary>
    public void Forget() => _isKnown = false;
}
