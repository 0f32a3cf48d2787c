namespace FhirTyped.Transfer;

/// <summary>What became of a transfer: an entry for each resource, in the order in which they were sent.</summary>
public sealed class FhirTransferResult
{
    internal FhirTransferResult(IReadOnlyList<FhirTransferEntry> entries) => Entries = entries;

    /// <summary>The entries, one for each resource.</summary>
    public IReadOnlyList<FhirTransferEntry> Entries { get; }

    /// <summary>Whether the target has every resource whole.</summary>
    public bool IsComplete => Entries.All(static entry => entry.IsSuccess);

    /// <summary>The resources that the target does not have, or not whole, or of which nobody knows.</summary>
    public IEnumerable<FhirTransferEntry> Failures => Entries.Where(static entry => !entry.IsSuccess);

    /// <summary>How many there are of an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public int Count(FhirTransferOutcome outcome) => Entries.Count(entry => entry.Outcome == outcome);

    /// <summary>How many there are, and how many the target has.</summary>
    public override string ToString() => $"{nameof(FhirTransferResult)}: {Entries.Count(static entry => entry.IsSuccess)} of {Entries.Count}";
}
