namespace FhirTyped.Gateway;

/// <summary>A session as it is stored.</summary>
/// <param name="Id">Its id: a hash of what the browser holds, never that itself.</param>
/// <param name="Subject">Whose it is.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record StoredSession(string Id, string Subject, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>The connections, by the platform's id.</summary>
    public IReadOnlyDictionary<string, StoredConnection> Connections { get; init; } = new Dictionary<string, StoredConnection>();

    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(StoredSession);
}

/// <summary>A session's connection to a platform as it is stored.</summary>
/// <param name="Version">Higher with each change; the first is 1.</param>
/// <param name="Sealed">The sealed tokens and context.</param>
public sealed record StoredConnection(long Version, ReadOnlyMemory<byte> Sealed)
{
    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(StoredConnection);
}
