namespace FhirTyped;

/// <summary>
/// The connections of the clients that the factory makes. The service provider disposes of them with itself: an <see cref="IHttpClientFactory"/> alone never ends a handler
/// that it does not rotate, and to rotate them would open every tenant's connections anew every two minutes. Addresses that change are noticed by the connections' lifetime.
/// </summary>
internal sealed class FhirFactoryConnections : IDisposable
{
    /// <summary>Holds them.</summary>
    public SocketsHttpHandler Handler { get; } = FhirHttp.NewHandler();

    /// <inheritdoc/>
    public void Dispose() => Handler.Dispose();
}
