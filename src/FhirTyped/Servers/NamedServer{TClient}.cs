namespace FhirTyped;

/// <summary>A server by its name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Connect">Gives its client, which may fail.</param>
internal sealed record NamedServer<TClient>(string Name, Func<TClient> Connect)
    where TClient : class, IFhirPlatformClient;
