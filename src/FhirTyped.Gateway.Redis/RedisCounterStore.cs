using FhirTyped.Gateway;
using StackExchange.Redis;

namespace FhirTyped.Gateway.Redis;

/// <summary>Counts in Redis: a number, or a set of hashes, for each window. Which window it is, says the clock of the node.</summary>
internal sealed class RedisCounterStore(RedisDatabase redis) : ICounterStore
{
    /// <inheritdoc/>
    public ValueTask<long> AddAsync(string key, TimeSpan window, CancellationToken cancellationToken = default)
    {
        var now = CounterWindow.Of(window, redis.Clock.GetUtcNow());
        var name = redis.Key("count", now.Hash(key, isDistinct: false), now.Start);
        return AddAsync(name, now, transaction => transaction.StringIncrementAsync(name), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> AddDistinctAsync(string key, string member, TimeSpan window, CancellationToken cancellationToken = default)
    {
        var now = CounterWindow.Of(window, redis.Clock.GetUtcNow());
        var (name, one) = (redis.Key("count", now.Hash(key, isDistinct: true), now.Start), StoreText.Hash(member));
        return AddAsync(
            name,
            now,
            transaction =>
            {
                _ = transaction.SetAddAsync(name, one);
                return transaction.SetLengthAsync(name);
            },
            cancellationToken);
    }

    // Twice its length: the clock of another node may be behind, and its window must not be forgotten before it is over there.
    private ValueTask<long> AddAsync(RedisKey name, CounterWindow window, Func<ITransaction, Task<long>> add, CancellationToken cancellationToken) => redis.RunAsync(
        async database =>
        {
            var transaction = database.CreateTransaction();
            var count = add(transaction);
            _ = transaction.KeyExpireAsync(name, TimeSpan.FromMilliseconds(window.Length * 2), ExpireWhen.HasNoExpiry);
            await transaction.ExecuteAsync().ConfigureAwait(false);
            return await count.ConfigureAwait(false);
        },
        cancellationToken);
}
