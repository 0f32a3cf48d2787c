using FhirTyped.Gateway;
using StackExchange.Redis;

namespace FhirTyped.Gateway.Redis;

/// <summary>Leases in Redis: SET NX PX, and a deletion on the condition that the owner is still the same. The server's clock says when one has ended.</summary>
internal sealed class RedisLeaseStore(RedisDatabase redis) : ILeaseStore
{
    /// <inheritdoc/>
    public ValueTask<string?> TryAcquireAsync(string key, TimeSpan life, CancellationToken cancellationToken = default)
    {
        var (name, milliseconds, owner) = (Key(key), StoreArguments.CheckLife(life), StoreArguments.NewOwner());
        return redis.RunAsync(
            async database => await database.StringSetAsync(name, owner, TimeSpan.FromMilliseconds(milliseconds), When.NotExists).ConfigureAwait(false) ? owner : null, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(string key, string owner, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        var name = Key(key);
        await redis.ChangeAsync(
            async (database, transaction) =>
            {
                if (await database.StringGetAsync(name).ConfigureAwait(false) != owner)
                {
                    return false;
                }

                transaction.AddCondition(Condition.StringEqual(name, owner));
                _ = transaction.KeyDeleteAsync(name);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private RedisKey Key(string key) => redis.Key("lease", StoreText.Hash(key));
}
