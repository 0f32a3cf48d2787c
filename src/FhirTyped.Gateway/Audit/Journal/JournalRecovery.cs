namespace FhirTyped.Gateway;

/// <summary>Brings into the store what the journals of processes that are gone have, and the store has not.</summary>
internal static class JournalRecovery
{
    private const int Group = 256;

    /// <summary>How many events of other processes may have come between, under one node's name.</summary>
    private const int Margin = 4096;

    /// <summary>Does so for each journal in a folder, and deletes it.</summary>
    /// <returns>How many events the store did not have, and how many lines of the journals were none.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be reached. What is left goes on at the next call.</exception>
    /// <exception cref="IOException">A journal cannot be read.</exception>
    public static async Task<(int Missing, int Damaged)> RunAsync(string folder, IAuditStore store, TimeProvider time)
    {
        var (missing, damaged) = (0, 0);
        foreach (var left in AuditJournal.FindLeft(folder))
        {
            using (left)
            {
                missing += await BringAsync(left, store, time).ConfigureAwait(false);
                damaged += left.Damaged;
                left.Delete();
            }
        }

        return (missing, damaged);
    }

    private static async Task<int> BringAsync(LeftJournal left, IAuditStore store, TimeProvider time)
    {
        if (left.Events.Count == 0)
        {
            return 0;
        }

        var last = await store.GetLastAsync(left.Node, CancellationToken.None).ConfigureAwait(false);
        var missing = left.Events.ToList();
        if (last is not null)
        {
            // An event holds the id of its request and the time: two with the same bytes are the same.
            var known = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var record in store.ReadAsync(left.Node, Math.Max(0, last.Sequence - left.Events.Count - Margin)).ConfigureAwait(false))
            {
                known.Add(Convert.ToBase64String(record.Content.Span));
            }

            missing.RemoveAll(content => known.Contains(Convert.ToBase64String(content)));
        }

        var end = new AuditChainEnd(store, left.Node, time);
        foreach (var group in missing.Chunk(Group))
        {
            await end.AppendAsync([.. group]).ConfigureAwait(false);
        }

        return missing.Count;
    }
}
