using System.Diagnostics.CodeAnalysis;

namespace FhirTyped.Gateway;

/// <summary>Values that end, by their keys: no more than there may be. Not thread-safe: each store has a lock.</summary>
internal sealed class MemoryTable<TKey, TValue>(string name, int capacity, TimeProvider clock)
    where TKey : notnull
{
    private const long SweepInterval = 60_000;

    private readonly Dictionary<TKey, (TValue Value, long ExpiresAt)> _values = [];
    private long _nextSweep;

    /// <summary>How many there are, those that have ended and were not swept yet among them.</summary>
    public int Count => _values.Count;

    /// <summary>The values that have not ended.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Live
    {
        get
        {
            var now = Now;
            return _values.Where(pair => pair.Value.ExpiresAt > now).Select(static pair => KeyValuePair.Create(pair.Key, pair.Value.Value));
        }
    }

    private long Now => StoreArguments.Milliseconds(clock.GetUtcNow());

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => TryGet(key, out value, out _);

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value, out long expiresAt)
    {
        var isThere = _values.TryGetValue(key, out var found) && found.ExpiresAt > Now;
        (value, expiresAt) = isThere ? found : default;
        return isThere;
    }

    /// <summary>Sets a value, whether there is one or not.</summary>
    /// <exception cref="StoreUnavailableException">There is no room for one more.</exception>
    public void Set(TKey key, TValue value, long expiresAt)
    {
        var now = Now;
        if (now >= _nextSweep)
        {
            Sweep(now);
        }

        if (_values.Count >= capacity && !_values.ContainsKey(key))
        {
            Sweep(now);
            if (_values.Count >= capacity)
            {
                throw new StoreUnavailableException("memory", new InvalidOperationException(
                    $"The memory store holds {capacity:N0} {name}, which is all that it takes: it is for tests and development. Use SQLite, Redis or PostgreSQL."));
            }
        }

        _values[key] = (value, expiresAt);
    }

    public bool Remove(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var isThere = TryGet(key, out value);
        _values.Remove(key);
        return isThere;
    }

    private void Sweep(long now)
    {
        _nextSweep = now + SweepInterval;
        foreach (var pair in _values)
        {
            // A dictionary may lose what it is at while it is read.
            if (pair.Value.ExpiresAt <= now)
            {
                _values.Remove(pair.Key);
            }
        }
    }
}
