using FhirTyped.Gateway;
using StackExchange.Redis;

namespace FhirTyped.Gateway.Redis;

/// <summary>What is taken once, in Redis: SET NX PX, GETDEL. The server's clock says when it has ended.</summary>
internal sealed class RedisOnceStore(RedisDatabase redis) : IOnceStore
{
    /// <inheritdoc/>
    public ValueTask<bool> PutAsync(string key, ReadOnlyMemory<byte> value, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        var (name, life) = (Key(key), StoreArguments.Milliseconds(expiresAt) - redis.Now);

        // What has ended already cannot be kept, and Redis refuses a life of nothing.
        return redis.RunAsync(
            async database => life > 0
                ? await database.StringSetAsync(name, value, TimeSpan.FromMilliseconds(life), When.NotExists).ConfigureAwait(false)
                : !await database.KeyExistsAsync(name).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> TakeAsync(string key, CancellationToken cancellationToken = default)
    {
        var name = Key(key);
        return Value(await redis.RunAsync(database => database.StringGetDeleteAsync(name), cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> PeekAsync(string key, CancellationToken cancellationToken = default)
    {
        var name = Key(key);
        return Value(await redis.RunAsync(database => database.StringGetAsync(name), cancellationToken).ConfigureAwait(false));
    }

    private static ReadOnlyMemory<byte>? Value(RedisValue value) => value.IsNull ? (ReadOnlyMemory<byte>?)null : (byte[])value!;

    private RedisKey Key(string key) => redis.Key("once", StoreText.Hash(key));
}
