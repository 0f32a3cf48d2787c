namespace FhirTyped.Gateway.Tests;

/// <summary>The sessions of a store as one node reaches them: counted, and until it dies.</summary>
internal sealed class NodeSessionStore(ISessionStore inner) : ISessionStore
{
    private int _reads;
    private int _extensions;

    public int Reads => Volatile.Read(ref _reads);

    public int Extensions => Volatile.Read(ref _extensions);

    /// <summary>Whether a change is never made, as where the process is gone.</summary>
    public bool IsDead { get; set; }

    /// <summary>Done once a change did not get through.</summary>
    public TaskCompletionSource Lost { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<bool> CreateAsync(StoredSession session, CancellationToken cancellationToken = default) => inner.CreateAsync(session, cancellationToken);

    public ValueTask<StoredSession?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _reads);
        return inner.GetAsync(id, cancellationToken);
    }

    public ValueTask<bool> ExtendAsync(string id, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _extensions);
        return inner.ExtendAsync(id, expiresAt, cancellationToken);
    }

    public async ValueTask<bool> ReplaceConnectionAsync(string id, string platform, long expectedVersion, StoredConnection? connection, CancellationToken cancellationToken = default)
    {
        if (IsDead)
        {
            Lost.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
        }

        return await inner.ReplaceConnectionAsync(id, platform, expectedVersion, connection, cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => inner.DeleteAsync(id, cancellationToken);

    public ValueTask<int> DeleteSubjectAsync(string subject, CancellationToken cancellationToken = default) => inner.DeleteSubjectAsync(subject, cancellationToken);
}

/// <summary>Leases of a store, and when one was in vain.</summary>
internal sealed class NodeLeaseStore(ILeaseStore inner) : ILeaseStore
{
    /// <summary>Done once somebody found a lease taken.</summary>
    public TaskCompletionSource Refused { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask<string?> TryAcquireAsync(string key, TimeSpan life, CancellationToken cancellationToken = default)
    {
        var owner = await inner.TryAcquireAsync(key, life, cancellationToken);
        if (owner is null)
        {
            Refused.TrySetResult();
        }

        return owner;
    }

    public ValueTask ReleaseAsync(string key, string owner, CancellationToken cancellationToken = default) => inner.ReleaseAsync(key, owner, cancellationToken);
}

/// <summary>Security events, kept.</summary>
internal sealed class KeptSecurityEvents : ISecurityEvents
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<(SecurityEventKind Kind, string? Platform)> _events = new();

    public IReadOnlyList<(SecurityEventKind Kind, string? Platform)> All => [.. _events];

    public void Report(SecurityEventKind kind, GatewayCaller? caller, string? platform) => _events.Enqueue((kind, platform));
}
