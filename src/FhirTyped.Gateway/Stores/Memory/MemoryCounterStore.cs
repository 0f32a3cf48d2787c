namespace FhirTyped.Gateway;

/// <summary>Counts in the memory of this process.</summary>
internal sealed class MemoryCounterStore(TimeProvider clock, int capacity) : ICounterStore
{
    private readonly Lock _lock = new();
    private readonly MemoryTable<(string Key, long Start), long> _counts = new("counts", capacity, clock);
    private readonly MemoryTable<(string Key, long Start, string Member), bool> _members = new("members of counts", capacity, clock);

    /// <inheritdoc/>
    public ValueTask<long> AddAsync(string key, TimeSpan window, CancellationToken cancellationToken = default)
    {
        var now = CounterWindow.Of(window, clock.GetUtcNow());
        var hash = Convert.ToHexString(now.Hash(key, isDistinct: false));
        lock (_lock)
        {
            return new(Add(hash, now));
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> AddDistinctAsync(string key, string member, TimeSpan window, CancellationToken cancellationToken = default)
    {
        var now = CounterWindow.Of(window, clock.GetUtcNow());
        var (hash, one) = (Convert.ToHexString(now.Hash(key, isDistinct: true)), Convert.ToHexString(StoreText.Hash(member)));
        lock (_lock)
        {
            if (_members.TryGet((hash, now.Start, one), out _))
            {
                return new(_counts.TryGet((hash, now.Start), out var count) ? count : 0);
            }

            _members.Set((hash, now.Start, one), value: true, now.End);
            return new(Add(hash, now));
        }
    }

    private long Add(string hash, CounterWindow window)
    {
        var count = (_counts.TryGet((hash, window.Start), out var before) ? before : 0) + 1;
        _counts.Set((hash, window.Start), count, window.End);
        return count;
    }
}
