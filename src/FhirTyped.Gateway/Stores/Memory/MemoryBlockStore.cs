namespace FhirTyped.Gateway;

/// <summary>Blocks in the memory of this process.</summary>
internal sealed class MemoryBlockStore(int capacity) : IBlockStore
{
    private readonly Lock _lock = new();
    private readonly MemoryTable<(GatewayBlockKind Kind, string Value), GatewayBlock> _blocks = new("blocks", capacity, TimeProvider.System);

    /// <inheritdoc/>
    public ValueTask SetAsync(GatewayBlock block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(block);
        StoreArguments.CheckBlock(block.Kind, block.Value);
        lock (_lock)
        {
            _blocks.Set((block.Kind, block.Value), block with { SetAt = StoreArguments.Time(StoreArguments.Milliseconds(block.SetAt)) }, long.MaxValue);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(GatewayBlockKind kind, string value, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckBlock(kind, value);
        lock (_lock)
        {
            return new(_blocks.Remove((kind, value), out _));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GatewayBlock>> ListAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new([.. _blocks.Live.Select(static pair => pair.Value)]);
        }
    }
}
