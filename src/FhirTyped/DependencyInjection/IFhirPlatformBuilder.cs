using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped;

/// <summary>
/// What <c>AddFhirPlatform</c> gives, to add to a server's registration: as the builder of its HTTP client it takes handlers
/// (<c>AddHttpMessageHandler</c>, <c>ConfigurePrimaryHttpMessageHandler</c>).
/// </summary>
public interface IFhirPlatformBuilder : IHttpClientBuilder
{
    /// <summary>The server's name: the key of its client, and the name of its options.</summary>
    string PlatformName { get; }

    /// <summary>Its platform.</summary>
    PlatformDescriptor Platform { get; }
}
