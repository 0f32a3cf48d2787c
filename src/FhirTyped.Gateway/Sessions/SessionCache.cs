namespace FhirTyped.Gateway;

/// <summary>What a node has read of sessions, for a short time. Its credentials live as long as their connections stay as they are.</summary>
internal sealed class SessionCache(TimeProvider time, TimeSpan life, int capacity = SessionCache.DefaultCapacity)
{
    private const int DefaultCapacity = 10_000;

    private readonly Lock _sync = new();
    private readonly Dictionary<string, CachedSession> _sessions = new(StringComparer.Ordinal);
    private long _changes;

    /// <summary>How many sessions there are.</summary>
    public int Count
    {
        get
        {
            lock (_sync)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>Goes up with each word of a change: what was read before it may be old.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>A session that was read lately; null where it is to be read.</summary>
    public CachedSession? Find(string id)
    {
        lock (_sync)
        {
            return _sessions.TryGetValue(id, out var found) && !found.IsStale && time.GetUtcNow() - found.ReadAt < life ? found : null;
        }
    }

    /// <summary>Keeps what was read.</summary>
    /// <param name="session">What was read.</param>
    /// <param name="changesBefore"><see cref="Changes"/> before it was read: where there was one since, it counts for this request alone.</param>
    public CachedSession Put(StoredSession session, long changesBefore)
    {
        lock (_sync)
        {
            var made = new CachedSession(session, time.GetUtcNow(), _sessions.GetValueOrDefault(session.Id)) { IsStale = changesBefore != _changes };
            if (_sessions.Count >= capacity && !_sessions.ContainsKey(session.Id))
            {
                MakeRoom();
            }

            return _sessions[session.Id] = made;
        }
    }

    /// <summary>Forgets a session that is gone.</summary>
    public void Remove(string id)
    {
        lock (_sync)
        {
            _sessions.Remove(id);
        }
    }

    /// <summary>Hears that a session has changed: it is read again.</summary>
    public void Invalidate(Func<StoredSession, bool> isMeant)
    {
        lock (_sync)
        {
            _changes++;
            foreach (var session in _sessions.Values.Where(session => isMeant(session.Session)))
            {
                session.IsStale = true;
            }
        }
    }

    /// <summary>Hears that a session has changed: it is read again.</summary>
    public void Invalidate(string id)
    {
        lock (_sync)
        {
            _changes++;
            if (_sessions.TryGetValue(id, out var session))
            {
                session.IsStale = true;
            }
        }
    }

    // The tenth that was read longest ago: whoever comes again is read again.
    private void MakeRoom()
    {
        foreach (var old in _sessions.Values.OrderBy(static session => session.IsStale ? DateTimeOffset.MinValue : session.ReadAt).Take(Math.Max(1, capacity / 10)).ToList())
        {
            _sessions.Remove(old.Session.Id);
        }
    }
}

/// <summary>A session as it was read, with what its connections are used by.</summary>
internal sealed class CachedSession
{
    private readonly Dictionary<string, ConnectionSlot> _slots;

    /// <summary>Takes a session, and from what was read before the slots of those connections that are as they were.</summary>
    public CachedSession(StoredSession session, DateTimeOffset readAt, CachedSession? before)
    {
        (Session, ReadAt) = (session, readAt);
        _slots = session.Connections.ToDictionary(
            static one => one.Key,
            one => before?.Slot(one.Key) is { } slot && slot.Session.Subject == session.Subject && slot.IsOf(one.Value) ? slot : new ConnectionSlot(session, one.Key, one.Value),
            StringComparer.Ordinal);
    }

    /// <summary>The session.</summary>
    public StoredSession Session { get; }

    /// <summary>When it was read.</summary>
    public DateTimeOffset ReadAt { get; }

    /// <summary>Whether it has changed since.</summary>
    public bool IsStale { get; set; }

    /// <summary>What a connection is used by; null where there is no such connection.</summary>
    public ConnectionSlot? Slot(string platform) => _slots.GetValueOrDefault(platform);
}
