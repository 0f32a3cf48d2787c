using System.Security.Cryptography;

namespace FhirTyped.Gateway.PostgreSql;

/// <summary>Blocks in PostgreSQL.</summary>
internal sealed class PostgreSqlBlockStore(PostgreSqlDatabase database) : IBlockStore
{
    /// <inheritdoc/>
    public async ValueTask SetAsync(GatewayBlock block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(block);
        StoreArguments.CheckBlock(block.Kind, block.Value);
        var value = StoreText.Encode(block.Value);
        await database.ExecuteAsync(
            "INSERT INTO gateway_block (kind, value_hash, value, reason, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6) "
                + "ON CONFLICT (kind, value_hash) DO UPDATE SET reason = excluded.reason, set_by = excluded.set_by, set_at = excluded.set_at",
            [(int)block.Kind, SHA256.HashData(value), value, StoreText.Encode(block.Reason), StoreText.Encode(block.SetBy), StoreArguments.Milliseconds(block.SetAt)],
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(GatewayBlockKind kind, string value, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckBlock(kind, value);
        return await database.ExecuteAsync(
            "DELETE FROM gateway_block WHERE kind = $1 AND value_hash = $2", [(int)kind, SHA256.HashData(StoreText.Encode(value))], cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<GatewayBlock>> ListAsync(CancellationToken cancellationToken = default) => await database.QueryAsync(
        "SELECT kind, value, reason, set_by, set_at FROM gateway_block",
        [],
        static rows => new GatewayBlock(
            (GatewayBlockKind)rows.GetInt32(0), StoreText.Decode(rows.GetFieldValue<byte[]>(1)), StoreText.Decode(rows.GetFieldValue<byte[]>(2)),
            StoreText.Decode(rows.GetFieldValue<byte[]>(3)), StoreArguments.Time(rows.GetInt64(4))),
        cancellationToken).ConfigureAwait(false);
}
