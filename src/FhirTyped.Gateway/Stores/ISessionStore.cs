namespace FhirTyped.Gateway;

/// <summary>Keeps the sessions of people: who they are, and the sealed tokens of the platforms that they are connected to.</summary>
/// <remarks>
/// Thread-safe. What it holds of a connection is sealed before it gets here: a store never sees a token. A session that has ended is not found; the store forgets it in its own time.
/// Where the store cannot be reached, each method throws <see cref="StoreUnavailableException"/>: nothing falls back to memory. An id, subject or platform that is empty, or no
/// Unicode, is an <see cref="ArgumentException"/>; its length is not limited. Times are kept to the millisecond, in UTC.
/// </remarks>
public interface ISessionStore
{
    /// <summary>Keeps a new session, without connections.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>False where there is one with this id: it is left as it is.</returns>
    /// <exception cref="ArgumentException">It has connections.</exception>
    ValueTask<bool> CreateAsync(StoredSession session, CancellationToken cancellationToken = default);

    /// <summary>A session with its connections.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The session, or null where there is none, or it has ended.</returns>
    ValueTask<StoredSession?> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Moves the end of a session.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="expiresAt">The new end.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Whether there is such a session.</returns>
    ValueTask<bool> ExtendAsync(string id, DateTimeOffset expiresAt, CancellationToken cancellationToken = default);

    /// <summary>Sets a connection of a session, if it is still as the caller has seen it.</summary>
    /// <param name="id">The session's id.</param>
    /// <param name="platform">The platform's id.</param>
    /// <param name="expectedVersion">The version that is replaced; 0 for a connection that is not there.</param>
    /// <param name="connection">The new connection; its version is higher. Null removes the old one.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>False where the session is gone, or the connection has another version: nothing was changed. It has returned true only once the change is safe.</returns>
    /// <exception cref="ArgumentException">The new version is not higher than the one that it replaces, or a connection that is not there would be removed.</exception>
    ValueTask<bool> ReplaceConnectionAsync(string id, string platform, long expectedVersion, StoredConnection? connection, CancellationToken cancellationToken = default);

    /// <summary>Forgets a session and its connections.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Forgets all sessions of a person.</summary>
    /// <param name="subject">The person.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>How many there were.</returns>
    ValueTask<int> DeleteSubjectAsync(string subject, CancellationToken cancellationToken = default);
}
