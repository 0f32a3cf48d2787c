namespace FhirTyped.Gateway;

/// <summary>A session's connection to a platform at this node: one credential, however many requests use it.</summary>
internal sealed class ConnectionSlot(StoredSession session, string platform, StoredConnection stored)
{
    private readonly Lock _sync = new();
    private StoredConnection _stored = stored;
    private GatewayPlatform? _madeFor;
    private GatewayConnection? _connection;

    /// <summary>Whose it is; of the connections that it holds none is looked at.</summary>
    public StoredSession Session => session;

    /// <summary>The platform's id.</summary>
    public string Platform => platform;

    /// <summary>The connection as it was last seen in the store.</summary>
    public StoredConnection Stored
    {
        get => Volatile.Read(ref _stored);
        set => Volatile.Write(ref _stored, value);
    }

    /// <summary>Whether somebody has looked at whether its key is still the one that seals.</summary>
    public bool IsLookedAt { get; set; }

    /// <summary>Whether a stored connection is the one that this is about.</summary>
    public bool IsOf(StoredConnection other) => Stored is var mine && mine.Version == other.Version && mine.Sealed.Span.SequenceEqual(other.Sealed.Span);

    /// <summary>The connection, made once for each platform: a platform file that changed makes another one. Null where it cannot be used.</summary>
    public GatewayConnection? Get(GatewayPlatform now, Func<GatewayConnection?> make)
    {
        lock (_sync)
        {
            if (!ReferenceEquals(_madeFor, now))
            {
                (_connection, _madeFor) = (make(), now);
            }

            return _connection;
        }
    }
}
