namespace FhirTyped.Gateway;

/// <summary>Tells what changed within this process.</summary>
internal sealed class MemoryGatewayBus : IGatewayBus
{
    private readonly BusListeners _listeners = new();

    /// <inheritdoc/>
    public ValueTask PublishAsync(string topic, string message, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckMessage(topic, message);
        _listeners.Deliver(topic, message);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> SubscribeAsync(string topic, Action<string> received, CancellationToken cancellationToken = default) => new(_listeners.Add(topic, received));
}
