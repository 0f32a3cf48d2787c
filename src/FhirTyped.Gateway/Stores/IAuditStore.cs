namespace FhirTyped.Gateway;

/// <summary>Keeps audit events for good: nothing is changed, nothing is left out. The chain of hashes is made before it gets here (<see cref="AuditRecord"/>).</summary>
/// <remarks>Thread-safe. Where it cannot be reached, each method throws <see cref="StoreUnavailableException"/>.</remarks>
public interface IAuditStore
{
    /// <summary>Whether the events survive this process. Outside development, a gateway does not start where they do not.</summary>
    bool IsDurable { get; }

    /// <summary>Keeps events, all or none.</summary>
    /// <param name="records">The events, of one node and in their order, without a gap. A node's name has at most 256 bytes in UTF-8.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Once they are safe.</returns>
    /// <exception cref="ArgumentException">They are of several nodes, or their numbers do not follow each other.</exception>
    /// <exception cref="InvalidOperationException">There is one of this node and number.</exception>
    ValueTask AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken = default);

    /// <summary>The last event of a node, from which its chain goes on.</summary>
    /// <param name="node">The node.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The event, or null where there is none.</returns>
    ValueTask<AuditRecord?> GetLastAsync(string node, CancellationToken cancellationToken = default);

    /// <summary>The nodes that wrote events.</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    ValueTask<IReadOnlyList<string>> GetNodesAsync(CancellationToken cancellationToken = default);

    /// <summary>Events of a node in their order.</summary>
    /// <param name="node">The node.</param>
    /// <param name="afterSequence">Behind which number; 0 for all.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    IAsyncEnumerable<AuditRecord> ReadAsync(string node, long afterSequence = 0, CancellationToken cancellationToken = default);
}
