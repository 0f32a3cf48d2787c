using FhirTyped.Gateway;
using StackExchange.Redis;

namespace FhirTyped.Gateway.Redis;

/// <summary>
/// Sessions in Redis: a hash for each, with a version and a sealed part for each platform, and a set of the sessions of each person, sorted by their ends. The set is
/// written before the session and after it: whatever happens in between, no session is left out when a person is forgotten.
/// </summary>
internal sealed class RedisSessionStore(RedisDatabase redis) : ISessionStore
{
    private const string Subject = "subject";
    private const string CreatedAt = "created";
    private const string ExpiresAt = "expires";
    private const string VersionPrefix = "version:";
    private const string SealedPrefix = "sealed:";

    /// <inheritdoc/>
    public async ValueTask<bool> CreateAsync(StoredSession session, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckNew(session);
        var (key, subject, index) = (Key(session.Id), StoreText.Encode(session.Subject), Index(session.Subject));
        var end = StoreArguments.Milliseconds(session.ExpiresAt);
        await AddToIndexAsync(index, key, end, cancellationToken).ConfigureAwait(false);
        var isNew = await redis.ChangeAsync(
            async (database, transaction) =>
            {
                var there = await EndAsync(database, key).ConfigureAwait(false);
                if (there > redis.Now)
                {
                    return false;
                }

                // One that has ended by the clock of this node, and not yet by that of the server, goes with its connections.
                transaction.AddCondition(there is { } before ? Condition.HashEqual(key, ExpiresAt, before) : Condition.HashNotExists(key, ExpiresAt));
                _ = transaction.KeyDeleteAsync(key);
                _ = transaction.HashSetAsync(key, [new(Subject, subject), new(CreatedAt, StoreArguments.Milliseconds(session.CreatedAt)), new(ExpiresAt, end)]);
                ExpireAt(transaction, key, end);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        if (isNew)
        {
            // Who forgot the person meanwhile has taken it out of the set, and did not see the session.
            await AddToIndexAsync(index, key, end, cancellationToken).ConfigureAwait(false);
        }

        return isNew;
    }

    /// <inheritdoc/>
    public async ValueTask<StoredSession?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        var key = Key(id);
        var entries = await redis.RunAsync(database => database.HashGetAllAsync(key), cancellationToken).ConfigureAwait(false);
        var fields = entries.ToDictionary(static entry => StoreText.Decode((byte[])entry.Name!), static entry => entry.Value, StringComparer.Ordinal);
        if (!fields.TryGetValue(Subject, out var subject) || (long)fields[ExpiresAt] is var end && end <= redis.Now)
        {
            return null;
        }

        var connections = new Dictionary<string, StoredConnection>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            if (name.StartsWith(VersionPrefix, StringComparison.Ordinal) && name[VersionPrefix.Length..] is var platform)
            {
                connections.Add(platform, new((long)value, (byte[])fields[SealedPrefix + platform]!));
            }
        }

        return new(id, StoreText.Decode((byte[])subject!), StoreArguments.Time((long)fields[CreatedAt]), StoreArguments.Time(end)) { Connections = connections };
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ExtendAsync(string id, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        var (key, end) = (Key(id), StoreArguments.Milliseconds(expiresAt));
        var subject = await redis.RunAsync(database => database.HashGetAsync(key, Subject), cancellationToken).ConfigureAwait(false);
        if (subject.IsNull)
        {
            return false;
        }

        await AddToIndexAsync(Index(StoreText.Decode((byte[])subject!)), key, end, cancellationToken).ConfigureAwait(false);
        return await redis.ChangeAsync(
            async (database, transaction) =>
            {
                if (await EndAsync(database, key).ConfigureAwait(false) is not { } before || before <= redis.Now)
                {
                    return false;
                }

                transaction.AddCondition(Condition.HashEqual(key, ExpiresAt, before));
                _ = transaction.HashSetAsync(key, ExpiresAt, end);
                ExpireAt(transaction, key, end);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReplaceConnectionAsync(string id, string platform, long expectedVersion, StoredConnection? connection, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckReplacement(expectedVersion, connection);
        ArgumentException.ThrowIfNullOrEmpty(platform);
        var (key, versionField, sealedField) = (Key(id), (RedisValue)StoreText.Encode(VersionPrefix + platform), (RedisValue)StoreText.Encode(SealedPrefix + platform));
        return redis.ChangeAsync(
            async (database, transaction) =>
            {
                var there = await database.HashGetAsync(key, [ExpiresAt, versionField]).ConfigureAwait(false);
                if (there[0].IsNull || (long)there[0] <= redis.Now || (there[1].IsNull ? 0 : (long)there[1]) != expectedVersion)
                {
                    return false;
                }

                // The end as well: a session that ended meanwhile would come back as a hash with one connection and no end.
                transaction.AddCondition(Condition.HashEqual(key, ExpiresAt, there[0]));
                transaction.AddCondition(expectedVersion == 0 ? Condition.HashNotExists(key, versionField) : Condition.HashEqual(key, versionField, expectedVersion));
                _ = connection is null
                    ? transaction.HashDeleteAsync(key, [versionField, sealedField])
                    : transaction.HashSetAsync(key, [new(versionField, connection.Version), new(sealedField, connection.Sealed)]);
                ExpireAt(transaction, key, (long)there[0]);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        var key = Key(id);
        var there = await redis.RunAsync(database => database.HashGetAsync(key, [Subject, ExpiresAt]), cancellationToken).ConfigureAwait(false);
        if (there[0].IsNull)
        {
            return false;
        }

        var isDeleted = await redis.RunAsync(database => database.KeyDeleteAsync(key), cancellationToken).ConfigureAwait(false);
        await redis.RunAsync(database => database.SortedSetRemoveAsync(Index(StoreText.Decode((byte[])there[0]!)), (byte[])key!), cancellationToken).ConfigureAwait(false);
        return isDeleted && (long)there[1] > redis.Now;
    }

    /// <inheritdoc/>
    public ValueTask<int> DeleteSubjectAsync(string subject, CancellationToken cancellationToken = default)
    {
        var (index, owner) = (Index(subject), (RedisValue)StoreText.Encode(subject));
        return redis.RunAsync(
            async database =>
            {
                var count = 0;
                foreach (var member in await database.SortedSetRangeByRankAsync(index).ConfigureAwait(false))
                {
                    // Who tried to begin a session of another's id stands in the set too, and must not end it.
                    var key = (RedisKey)(byte[])member!;
                    var there = await database.HashGetAsync(key, [Subject, ExpiresAt]).ConfigureAwait(false);
                    if (there[0] == owner && await database.KeyDeleteAsync(key).ConfigureAwait(false) && (long)there[1] > redis.Now)
                    {
                        count++;
                    }

                    await database.SortedSetRemoveAsync(index, member).ConfigureAwait(false);
                }

                return count;
            },
            cancellationToken);
    }

    private static async Task<long?> EndAsync(IDatabase database, RedisKey key) => (long?)await database.HashGetAsync(key, ExpiresAt).ConfigureAwait(false);

    private RedisKey Key(string id) => redis.Key("session", StoreText.Hash(id));

    private RedisKey Index(string subject) => redis.Key("subject", StoreText.Hash(subject));

    private void ExpireAt(ITransaction transaction, RedisKey key, long end) => _ = transaction.KeyExpireAsync(key, TimeSpan.FromMilliseconds(Math.Max(end - redis.Now, 0)));

    // Never earlier than it stands there: a session must not outlive its place in the set.
    private ValueTask<bool> AddToIndexAsync(RedisKey index, RedisKey key, long end, CancellationToken cancellationToken) => redis.RunAsync(
        async database =>
        {
            var life = TimeSpan.FromMilliseconds(Math.Max(end - redis.Now, 1));
            var transaction = database.CreateTransaction();
            _ = transaction.SortedSetAddAsync(index, (byte[])key!, end, SortedSetWhen.GreaterThan);
            _ = transaction.SortedSetRemoveRangeByScoreAsync(index, double.NegativeInfinity, redis.Now, Exclude.Stop);
            _ = transaction.KeyExpireAsync(index, life, ExpireWhen.HasNoExpiry);
            _ = transaction.KeyExpireAsync(index, life, ExpireWhen.GreaterThanCurrentExpiry);
            return await transaction.ExecuteAsync().ConfigureAwait(false);
        },
        cancellationToken);
}
