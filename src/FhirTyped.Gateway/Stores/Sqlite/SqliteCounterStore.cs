namespace FhirTyped.Gateway;

/// <summary>Counts in an SQLite file. They do not wait for the disk, since each request counts: a loss of power may lose the last ones.</summary>
internal sealed class SqliteCounterStore(SqliteDatabase database) : ICounterStore
{
    /// <inheritdoc/>
    public ValueTask<long> AddAsync(string key, TimeSpan window, CancellationToken cancellationToken = default)
    {
        var now = CounterWindow.Of(window, database.Clock.GetUtcNow());
        var hash = now.Hash(key, isDistinct: false);
        return database.WriteAsync(isDurable: false, handle => Add(handle, hash, now), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> AddDistinctAsync(string key, string member, TimeSpan window, CancellationToken cancellationToken = default)
    {
        var now = CounterWindow.Of(window, database.Clock.GetUtcNow());
        var (hash, one) = (now.Hash(key, isDistinct: true), StoreText.Hash(member));
        return database.WriteAsync(
            isDurable: false,
            handle => handle.Execute("INSERT INTO counter_member (key, start, member, ends_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", hash, now.Start, one, now.End) == 1
                ? Add(handle, hash, now)
                : (long)handle.Scalar("SELECT count FROM counter WHERE key = $1 AND start = $2", hash, now.Start)!,
            cancellationToken);
    }

    private static long Add(SqliteHandle handle, byte[] hash, CounterWindow window) => (long)handle.Scalar(
        "INSERT INTO counter (key, start, ends_at, count) VALUES ($1, $2, $3, 1) ON CONFLICT (key, start) DO UPDATE SET count = count + 1 RETURNING count", hash, window.Start, window.End)!;
}
