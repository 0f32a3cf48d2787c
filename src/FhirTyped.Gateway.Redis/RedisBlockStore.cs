using System.Buffers.Binary;
using System.Globalization;
using FhirTyped.Gateway;
using StackExchange.Redis;

namespace FhirTyped.Gateway.Redis;

/// <summary>Blocks in Redis: one hash. They stand for as long as the server keeps what it was told: see the README of the package.</summary>
internal sealed class RedisBlockStore(RedisDatabase redis) : IBlockStore
{
    private readonly RedisKey _key = redis.Key("blocks");

    /// <inheritdoc/>
    public async ValueTask SetAsync(GatewayBlock block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(block);
        StoreArguments.CheckBlock(block.Kind, block.Value);
        var (reason, setBy) = (StoreText.Encode(block.Reason), StoreText.Encode(block.SetBy));
        var content = new byte[12 + reason.Length + setBy.Length];
        BinaryPrimitives.WriteInt64BigEndian(content, StoreArguments.Milliseconds(block.SetAt));
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(8), reason.Length);
        reason.CopyTo(content, 12);
        setBy.CopyTo(content, 12 + reason.Length);
        var field = Field(block.Kind, block.Value);
        await redis.RunAsync(database => database.HashSetAsync(_key, field, content), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(GatewayBlockKind kind, string value, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckBlock(kind, value);
        var field = Field(kind, value);
        return redis.RunAsync(database => database.HashDeleteAsync(_key, field), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<GatewayBlock>> ListAsync(CancellationToken cancellationToken = default)
    {
        var entries = await redis.RunAsync(database => database.HashGetAllAsync(_key), cancellationToken).ConfigureAwait(false);
        return [.. entries.Select(static entry => Read(StoreText.Decode((byte[])entry.Name!), (byte[])entry.Value!))];
    }

    private static RedisValue Field(GatewayBlockKind kind, string value) => StoreText.Encode(((int)kind).ToString(CultureInfo.InvariantCulture) + ":" + value);

    private static GatewayBlock Read(string field, byte[] content)
    {
        var (separator, reason) = (field.IndexOf(':', StringComparison.Ordinal), BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(8)));
        return new(
            (GatewayBlockKind)int.Parse(field.AsSpan(0, separator), NumberStyles.None, CultureInfo.InvariantCulture), field[(separator + 1)..],
            StoreText.Decode(content.AsSpan(12, reason)), StoreText.Decode(content.AsSpan(12 + reason)), StoreArguments.Time(BinaryPrimitives.ReadInt64BigEndian(content)));
    }
}
