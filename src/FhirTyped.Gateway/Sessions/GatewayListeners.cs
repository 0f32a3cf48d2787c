using Microsoft.Extensions.Hosting;

namespace FhirTyped.Gateway;

/// <summary>Listens to what other nodes tell of sessions and logins, from the start to the end of the host.</summary>
internal sealed class GatewayListeners(IGatewayBus bus, GatewaySessions sessions, ConnectedSignals connected) : IHostedService
{
    private readonly List<IAsyncDisposable> _subscriptions = [];

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _subscriptions.Add(await bus.SubscribeAsync(GatewaySessions.Topic, sessions.Hear, cancellationToken).ConfigureAwait(false));
        _subscriptions.Add(await bus.SubscribeAsync(ConnectedSignals.Topic, connected.Hear, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var subscription in _subscriptions)
        {
            await subscription.DisposeAsync().ConfigureAwait(false);
        }

        _subscriptions.Clear();
    }
}
