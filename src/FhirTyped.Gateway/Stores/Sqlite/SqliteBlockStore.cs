namespace FhirTyped.Gateway;

/// <summary>Blocks in an SQLite file.</summary>
internal sealed class SqliteBlockStore(SqliteDatabase database) : IBlockStore
{
    /// <inheritdoc/>
    public async ValueTask SetAsync(GatewayBlock block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(block);
        StoreArguments.CheckBlock(block.Kind, block.Value);
        var (value, reason, setBy) = (StoreText.Encode(block.Value), StoreText.Encode(block.Reason), StoreText.Encode(block.SetBy));
        await database.WriteAsync(
            isDurable: true,
            handle => handle.Execute(
                "INSERT OR REPLACE INTO block (kind, value, reason, set_by, set_at) VALUES ($1, $2, $3, $4, $5)",
                (long)block.Kind, value, reason, setBy, StoreArguments.Milliseconds(block.SetAt)),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(GatewayBlockKind kind, string value, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckBlock(kind, value);
        var content = StoreText.Encode(value);
        return database.WriteAsync(isDurable: true, handle => handle.Execute("DELETE FROM block WHERE kind = $1 AND value = $2", (long)kind, content) == 1, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GatewayBlock>> ListAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<GatewayBlock>>(
        static handle =>
        {
            using var rows = handle.Query("SELECT kind, value, reason, set_by, set_at FROM block");
            var blocks = new List<GatewayBlock>();
            while (rows.Read())
            {
                blocks.Add(new(
                    (GatewayBlockKind)rows.GetInt64(0), StoreText.Decode(rows.GetFieldValue<byte[]>(1)), StoreText.Decode(rows.GetFieldValue<byte[]>(2)),
                    StoreText.Decode(rows.GetFieldValue<byte[]>(3)), StoreArguments.Time(rows.GetInt64(4))));
            }

            return blocks;
        },
        cancellationToken);
}
