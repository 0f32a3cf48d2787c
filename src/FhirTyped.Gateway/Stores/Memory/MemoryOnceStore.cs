namespace FhirTyped.Gateway;

/// <summary>What is taken once, in the memory of this process.</summary>
internal sealed class MemoryOnceStore(TimeProvider clock, int capacity) : IOnceStore
{
    private readonly Lock _lock = new();
    private readonly MemoryTable<string, byte[]> _values = new("values", capacity, clock);

    /// <inheritdoc/>
    public ValueTask<bool> PutAsync(string key, ReadOnlyMemory<byte> value, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        StoreText.Hash(key);
        lock (_lock)
        {
            if (_values.TryGet(key, out _))
            {
                return new(false);
            }

            _values.Set(key, value.ToArray(), StoreArguments.Milliseconds(expiresAt));
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> TakeAsync(string key, CancellationToken cancellationToken = default)
    {
        StoreText.Hash(key);
        lock (_lock)
        {
            return new(_values.Remove(key, out var value) ? value : (ReadOnlyMemory<byte>?)null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> PeekAsync(string key, CancellationToken cancellationToken = default)
    {
        StoreText.Hash(key);
        lock (_lock)
        {
            return new(_values.TryGet(key, out var value) ? value : (ReadOnlyMemory<byte>?)null);
        }
    }
}
