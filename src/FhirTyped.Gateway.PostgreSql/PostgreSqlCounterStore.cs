namespace FhirTyped.Gateway.PostgreSql;

/// <summary>Counts in PostgreSQL. Which window it is, says the clock of the node.</summary>
internal sealed class PostgreSqlCounterStore(PostgreSqlDatabase database) : ICounterStore
{
    /// <inheritdoc/>
    public async ValueTask<long> AddAsync(string key, TimeSpan window, CancellationToken cancellationToken = default)
    {
        var now = CounterWindow.Of(window, database.Clock.GetUtcNow());
        return (long)(await database.ScalarAsync(
            "INSERT INTO gateway_counter (key, start, ends_at, count) VALUES ($1, $2, $3, 1) ON CONFLICT (key, start) DO UPDATE SET count = gateway_counter.count + 1 RETURNING count",
            [now.Hash(key, isDistinct: false), now.Start, now.End],
            cancellationToken).ConfigureAwait(false))!;
    }

    /// <inheritdoc/>
    public async ValueTask<long> AddDistinctAsync(string key, string member, TimeSpan window, CancellationToken cancellationToken = default)
    {
        var now = CounterWindow.Of(window, database.Clock.GetUtcNow());
        return (long)(await database.ScalarAsync(
            "WITH added AS (INSERT INTO gateway_counter_member (key, start, ends_at, member) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1) "
                + "INSERT INTO gateway_counter (key, start, ends_at, count) SELECT $1, $2, $3, count(*) FROM added "
                + "ON CONFLICT (key, start) DO UPDATE SET count = gateway_counter.count + excluded.count RETURNING count",
            [now.Hash(key, isDistinct: true), now.Start, now.End, StoreText.Hash(member)],
            cancellationToken).ConfigureAwait(false))!;
    }
}
