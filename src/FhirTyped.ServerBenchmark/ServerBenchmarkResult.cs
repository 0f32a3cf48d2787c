namespace FhirTyped.ServerBenchmark;

/// <summary>What was measured of one server.</summary>
public sealed class ServerBenchmarkResult
{
    internal ServerBenchmarkResult(string server, IFhirPlatformClient client, IReadOnlyList<ServerBenchmarkMeasurement> measurements, string tag, IReadOnlyList<string> leftBehind, bool isComplete)
    {
        Server = server;
        Platform = client.Platform;
        BaseUrl = client.BaseUrl;
        Measurements = measurements;
        Tag = tag;
        LeftBehind = leftBehind;
        IsCleanupComplete = isComplete;
    }

    /// <summary>The server's name.</summary>
    public string Server { get; }

    /// <summary>Its platform.</summary>
    public PlatformDescriptor Platform { get; }

    /// <summary>Its base address; it ends with a slash.</summary>
    public Uri BaseUrl { get; }

    /// <summary>What was measured, in the order of the operations.</summary>
    public IReadOnlyList<ServerBenchmarkMeasurement> Measurements { get; }

    /// <summary>The tag of all that was inserted, as <c>_tag</c> takes it: system and code.</summary>
    public string Tag { get; }

    /// <summary>What was inserted and could not be removed again, as type and id; empty where nothing is left that is known of.</summary>
    public IReadOnlyList<string> LeftBehind { get; }

    /// <summary>
    /// Whether it is known that nothing is left. It is not where <see cref="LeftBehind"/> has any, or where a create broke off so that nobody knows whether it was carried out, and the platform does
    /// not search by <see cref="Tag"/>.
    /// </summary>
    public bool IsCleanupComplete { get; }

    /// <summary>The measurement of an operation; null where there is none.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="query">Of a search its name.</param>
    public ServerBenchmarkMeasurement? Find(ServerBenchmarkOperation operation, string? query = null) =>
        Measurements.FirstOrDefault(one => one.Operation == operation && one.Query == query);

    /// <summary>The server's name.</summary>
    public override string ToString() => Server;
}
