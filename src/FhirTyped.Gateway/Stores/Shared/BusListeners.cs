namespace FhirTyped.Gateway;

/// <summary>Who listens to the bus in this process.</summary>
internal sealed class BusListeners
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Action<string>>> _listeners = new(StringComparer.Ordinal);

    /// <summary>Listens.</summary>
    /// <returns>Ends listening.</returns>
    public IAsyncDisposable Add(string topic, Action<string> received)
    {
        ArgumentNullException.ThrowIfNull(received);
        StoreArguments.CheckTopic(topic);
        lock (_lock)
        {
            if (!_listeners.TryGetValue(topic, out var listeners))
            {
                _listeners[topic] = listeners = [];
            }

            listeners.Add(received);
        }

        return new Subscription(this, topic, received);
    }

    /// <summary>Tells all that listen to a topic.</summary>
    public void Deliver(string topic, string message)
    {
        Action<string>[] listeners;
        lock (_lock)
        {
            listeners = _listeners.TryGetValue(topic, out var found) ? [.. found] : [];
        }

        foreach (var listener in listeners)
        {
            try
            {
                listener(message);
            }
            catch (Exception)
            {
                // One that fails must not keep the others from hearing it.
            }
        }
    }

    private void Remove(string topic, Action<string> received)
    {
        lock (_lock)
        {
            if (_listeners.TryGetValue(topic, out var listeners) && listeners.Remove(received) && listeners.Count == 0)
            {
                _listeners.Remove(topic);
            }
        }
    }

    private sealed class Subscription(BusListeners listeners, string topic, Action<string> received) : IAsyncDisposable
    {
        private int _isEnded;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isEnded, 1) == 0)
            {
                listeners.Remove(topic, received);
            }

            return ValueTask.CompletedTask;
        }
    }
}
