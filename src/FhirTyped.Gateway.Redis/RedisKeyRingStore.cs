using FhirTyped.Gateway;

namespace FhirTyped.Gateway.Redis;

/// <summary>The key ring in Redis: one hash.</summary>
internal sealed class RedisKeyRingStore(RedisDatabase redis) : IKeyRingStore
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyRingElement> List() => redis.RunBlocking<IReadOnlyList<KeyRingElement>>(
        database => [.. database.HashGetAll(redis.Key("keys")).Select(static entry => new KeyRingElement(StoreText.Decode((byte[])entry.Name!), (byte[])entry.Value!))]);

    /// <inheritdoc/>
    public void Set(KeyRingElement element)
    {
        var name = StoreText.Encode(element.Name);
        redis.RunBlocking(database => database.HashSet(redis.Key("keys"), name, element.Sealed));
    }
}
