namespace FhirTyped.Gateway;

/// <summary>Tells all nodes, this one too, that something has changed: a connection, a block, a platform file. A message may be lost; what it tells of stands in a store.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IGatewayBus
{
    /// <summary>Tells it.</summary>
    /// <param name="topic">What it is about: <c>connected</c>, <c>blocks</c>. At most 128 bytes in UTF-8.</param>
    /// <param name="message">Which one: an id, and nothing of a person. At most 4,096 bytes in UTF-8.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ArgumentException">The topic is empty, topic or message is too long, or no Unicode.</exception>
    /// <exception cref="StoreUnavailableException">It could not be told.</exception>
    ValueTask PublishAsync(string topic, string message, CancellationToken cancellationToken = default);

    /// <summary>Listens. It has returned once messages that are told from now on get here.</summary>
    /// <param name="topic">What it is about.</param>
    /// <param name="received">Called with each message; it must be quick, and what it throws is ignored.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Ends listening when it is disposed of.</returns>
    /// <exception cref="ArgumentException">The topic is empty, too long, or no Unicode.</exception>
    /// <exception cref="StoreUnavailableException">It could not be listened to.</exception>
    ValueTask<IAsyncDisposable> SubscribeAsync(string topic, Action<string> received, CancellationToken cancellationToken = default);
}
