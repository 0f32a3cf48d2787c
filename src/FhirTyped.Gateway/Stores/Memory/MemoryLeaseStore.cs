namespace FhirTyped.Gateway;

/// <summary>Leases in the memory of this process.</summary>
internal sealed class MemoryLeaseStore(TimeProvider clock, int capacity) : ILeaseStore
{
    private readonly Lock _lock = new();
    private readonly MemoryTable<string, string> _owners = new("leases", capacity, clock);

    /// <inheritdoc/>
    public ValueTask<string?> TryAcquireAsync(string key, TimeSpan life, CancellationToken cancellationToken = default)
    {
        StoreText.Hash(key);
        var milliseconds = StoreArguments.CheckLife(life);
        lock (_lock)
        {
            if (_owners.TryGet(key, out _))
            {
                return new((string?)null);
            }

            var owner = StoreArguments.NewOwner();
            _owners.Set(key, owner, StoreArguments.Milliseconds(clock.GetUtcNow()) + milliseconds);
            return new(owner);
        }
    }

    /// <inheritdoc/>
    public ValueTask ReleaseAsync(string key, string owner, CancellationToken cancellationToken = default)
    {
        StoreText.Hash(key);
        ArgumentException.ThrowIfNullOrEmpty(owner);
        lock (_lock)
        {
            if (_owners.TryGet(key, out var held) && held == owner)
            {
                _owners.Remove(key, out _);
            }
        }

        return ValueTask.CompletedTask;
    }
}
