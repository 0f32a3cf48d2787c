using System.Collections.Concurrent;

namespace FhirTyped;

/// <summary>
/// The connections of the clients that the factory makes. The service provider disposes of them with itself: an <see cref="IHttpClientFactory"/> alone never ends a handler
/// that it does not rotate, and to rotate them would open every tenant's connections anew every two minutes. Addresses that change are noticed by the connections' lifetime.
/// </summary>
internal sealed class FhirFactoryConnections : IDisposable
{
    // Tenants with options of transport of their own: those who share the options share the connections.
    private readonly ConcurrentDictionary<FhirTransportOptions, Lazy<(HttpClient Http, ServerConnections Connections)>> _own = new(ReferenceEqualityComparer.Instance);

    public FhirFactoryConnections() => Handler = FhirHttp.NewHandler(null, Shared);

    /// <summary>Counts those of <see cref="Handler"/>.</summary>
    public ServerConnections Shared { get; } = new();

    /// <summary>Holds those of clients without options of transport.</summary>
    public SocketsHttpHandler Handler { get; }

    /// <summary>The client of options of transport.</summary>
    public (HttpClient Http, ServerConnections Connections) Of(FhirTransportOptions options) => _own.GetOrAdd(options, static options => new(() =>
    {
        var connections = new ServerConnections();
        return (FhirHttp.NewClient(FhirHttp.NewHandler(options, connections)), connections);
    })).Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        Handler.Dispose();
        foreach (var one in _own.Values)
        {
            one.Value.Http.Dispose();
        }
    }
}
