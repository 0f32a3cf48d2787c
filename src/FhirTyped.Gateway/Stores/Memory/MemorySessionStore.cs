namespace FhirTyped.Gateway;

/// <summary>Sessions in the memory of this process.</summary>
internal sealed class MemorySessionStore(TimeProvider clock, int capacity) : ISessionStore
{
    private readonly Lock _lock = new();
    private readonly MemoryTable<string, StoredSession> _sessions = new("sessions", capacity, clock);

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(StoredSession session, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckNew(session);
        Check(session.Id, session.Subject);
        var expiresAt = StoreArguments.Milliseconds(session.ExpiresAt);
        lock (_lock)
        {
            if (_sessions.TryGet(session.Id, out _))
            {
                return new(false);
            }

            _sessions.Set(session.Id, session with { CreatedAt = StoreArguments.Time(StoreArguments.Milliseconds(session.CreatedAt)), ExpiresAt = StoreArguments.Time(expiresAt) }, expiresAt);
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredSession?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        Check(id);
        lock (_lock)
        {
            return new(_sessions.TryGet(id, out var session) ? session : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ExtendAsync(string id, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        Check(id);
        var end = StoreArguments.Milliseconds(expiresAt);
        lock (_lock)
        {
            if (!_sessions.TryGet(id, out var session))
            {
                return new(false);
            }

            _sessions.Set(id, session with { ExpiresAt = StoreArguments.Time(end) }, end);
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReplaceConnectionAsync(string id, string platform, long expectedVersion, StoredConnection? connection, CancellationToken cancellationToken = default)
    {
        Check(id, platform);
        StoreArguments.CheckReplacement(expectedVersion, connection);
        lock (_lock)
        {
            if (!_sessions.TryGet(id, out var session, out var expiresAt)
                || (session.Connections.TryGetValue(platform, out var old) ? old.Version : 0) != expectedVersion)
            {
                return new(false);
            }

            // A new dictionary: whoever has got the session reads the one that it had.
            var connections = new Dictionary<string, StoredConnection>(session.Connections, StringComparer.Ordinal);
            connections.Remove(platform);
            if (connection is not null)
            {
                connections.Add(platform, connection with { Sealed = connection.Sealed.ToArray() });
            }

            _sessions.Set(id, session with { Connections = connections }, expiresAt);
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        Check(id);
        lock (_lock)
        {
            return new(_sessions.Remove(id, out _));
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> DeleteSubjectAsync(string subject, CancellationToken cancellationToken = default)
    {
        Check(subject);
        lock (_lock)
        {
            var ids = _sessions.Live.Where(pair => pair.Value.Subject == subject).Select(static pair => pair.Key).ToList();
            ids.ForEach(id => _sessions.Remove(id, out _));
            return new(ids.Count);
        }
    }

    private static void Check(string text, string? other = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        StoreText.Encode(text);
        if (other is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(other);
            StoreText.Encode(other);
        }
    }
}
