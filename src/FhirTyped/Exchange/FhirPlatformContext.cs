using FhirTyped.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FhirTyped;

/// <summary>What a platform client works with: the HTTP client, its options and a logger.</summary>
public sealed class FhirPlatformContext
{
    /// <summary>Makes a context.</summary>
    /// <param name="http">Sends the requests. Its <see cref="HttpClient.BaseAddress"/> is not used.</param>
    /// <param name="options">The connection's options; they must not be changed afterwards.</param>
    /// <param name="logger">Receives what happens, without patient data; null logs nothing.</param>
    public FhirPlatformContext(HttpClient http, FhirPlatformOptions options, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        Http = http;
        Options = options;
        Logger = logger ?? NullLogger.Instance;
    }

    /// <summary>Sends the requests.</summary>
    public HttpClient Http { get; }

    /// <summary>The connection's options.</summary>
    public FhirPlatformOptions Options { get; }

    /// <summary>The connections of <see cref="Http"/>; null where they are the program's own.</summary>
    internal ServerConnections? Connections { get; init; }

    /// <summary>What the server's other clients share with this one; null where it has none.</summary>
    internal Lazy<ServerPipeline>? Pipeline { get; init; }

    /// <summary>Receives what happens, without patient data.</summary>
    public ILogger Logger { get; }
}
