namespace FhirTyped.Gateway;

/// <summary>Looks whether the audit events of a store are those that were written.</summary>
public static class AuditChain
{
    /// <summary>How many problems are told at most. Each changed event may be one.</summary>
    public const int MaximumProblems = 100;

    /// <summary>
    /// Reads all events of a store and follows the chain of each node: it finds an event that was changed, taken out, put in, or moved. Who rewrites all that follows, with
    /// new hashes, or cuts off the end, is found by what is known from elsewhere alone: keep the last event of each node where those who can write the store cannot.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="known">Events that are known from elsewhere, from an export for example: each must still be there.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public static async Task<AuditChainResult> VerifyAsync(IAuditStore store, IEnumerable<AuditRecord>? known = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var expected = (known ?? []).GroupBy(static record => record.Node, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.ToList(), StringComparer.Ordinal);
        var nodes = await store.GetNodesAsync(cancellationToken).ConfigureAwait(false);
        var (count, problems) = (0L, new Problems());
        foreach (var node in nodes.Union(expected.Keys, StringComparer.Ordinal))
        {
            var missing = expected.TryGetValue(node, out var records) ? records.ToLookup(static record => record.Sequence) : null;
            var found = new HashSet<long>();
            AuditRecord? previous = null;
            await foreach (var record in store.ReadAsync(node, 0, cancellationToken).ConfigureAwait(false))
            {
                count++;
                Check(record, previous, problems);
                foreach (var one in missing?[record.Sequence] ?? [])
                {
                    found.Add(one.Sequence);
                    if (!one.Hash.Span.SequenceEqual(record.Hash.Span))
                    {
                        problems.Add(record, record.Sequence, AuditChainProblemKind.Replaced);
                    }
                }

                previous = record;
            }

            foreach (var record in (records ?? []).Where(record => !found.Contains(record.Sequence)))
            {
                problems.Add(record, record.Sequence, AuditChainProblemKind.Missing);
            }
        }

        return new(count, problems.Count, problems.First);
    }

    private static void Check(AuditRecord record, AuditRecord? previous, Problems problems)
    {
        if (!record.IsIntact)
        {
            problems.Add(record, record.Sequence, AuditChainProblemKind.Changed);
        }

        if (record.Sequence != (previous?.Sequence ?? 0) + 1)
        {
            problems.Add(record, (previous?.Sequence ?? 0) + 1, AuditChainProblemKind.Missing);
        }
        else if (previous is null ? record.PreviousHash.Span.ContainsAnyExcept((byte)0) : !record.PreviousHash.Span.SequenceEqual(previous.Hash.Span))
        {
            problems.Add(record, record.Sequence, AuditChainProblemKind.Unlinked);
        }
    }

    // A store of millions of events may be wrong in each of them.
    private sealed class Problems
    {
        public int Count { get; private set; }

        public List<AuditChainProblem> First { get; } = [];

        public void Add(AuditRecord record, long sequence, AuditChainProblemKind kind)
        {
            if (Count++ < MaximumProblems)
            {
                First.Add(new(record.Node, sequence, kind));
            }
        }
    }
}

/// <summary>What <see cref="AuditChain.VerifyAsync"/> found.</summary>
/// <param name="Count">How many events there are.</param>
/// <param name="ProblemCount">How many problems there are.</param>
/// <param name="Problems">The first of them, at most <see cref="AuditChain.MaximumProblems"/>.</param>
public sealed record AuditChainResult(long Count, int ProblemCount, IReadOnlyList<AuditChainProblem> Problems)
{
    /// <summary>Whether the events are those that were written.</summary>
    public bool IsIntact => ProblemCount == 0;
}

/// <summary>A place at which the chain is broken.</summary>
/// <param name="Node">The node.</param>
/// <param name="Sequence">The number of the event.</param>
/// <param name="Kind">What is wrong.</param>
public sealed record AuditChainProblem(string Node, long Sequence, AuditChainProblemKind Kind);

/// <summary>What is wrong with an event.</summary>
public enum AuditChainProblemKind
{
    /// <summary>It is not what its hash was made of: it was changed, or moved to another number.</summary>
    Changed,

    /// <summary>It is not there, and perhaps others after it.</summary>
    Missing,

    /// <summary>It does not follow the one before: one of them was put in, or written anew.</summary>
    Unlinked,

    /// <summary>It is another than the one that is known from elsewhere: all from here on, or from before, were written anew.</summary>
    Replaced,
}
