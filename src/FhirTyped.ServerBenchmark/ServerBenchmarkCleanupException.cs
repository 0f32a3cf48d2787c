namespace FhirTyped.ServerBenchmark;

/// <summary>A benchmark was cancelled, or broke off, and not all that it inserted could be removed again.</summary>
public sealed class ServerBenchmarkCleanupException : FhirException
{
    internal ServerBenchmarkCleanupException(string server, string tag, IReadOnlyList<string> leftBehind, Exception innerException)
        : base($"The benchmark of {server} ended early, and {(leftBehind.Count > 0 ? $"{leftBehind.Count} of the resources that it inserted are" : "it may be that some of what it inserted is")} left: all have the tag {tag}.", innerException)
    {
        Server = server;
        Tag = tag;
        LeftBehind = leftBehind;
    }

    /// <summary>The server's name.</summary>
    public string Server { get; }

    /// <summary>The tag of all that was inserted, as <c>_tag</c> takes it: system and code.</summary>
    public string Tag { get; }

    /// <summary>What is left, as type and id, as far as it is known.</summary>
    public IReadOnlyList<string> LeftBehind { get; }
}
