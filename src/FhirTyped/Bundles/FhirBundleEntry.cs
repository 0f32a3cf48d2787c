namespace FhirTyped;

/// <summary>One request of a batch or transaction; it finds its own answer in the <see cref="FhirBundleResponse"/>.</summary>
public class FhirBundleEntry
{
    private protected readonly FhirBundleRequest Owner;

    internal FhirBundleEntry(FhirBundleRequest owner, BundleRequestPlan plan)
    {
        Owner = owner;
        Plan = plan;
        Index = owner.Count;
    }

    /// <summary>The place in the bundle, from 0.</summary>
    public int Index { get; }

    internal BundleRequestPlan Plan { get; }

    internal bool BelongsTo(FhirBundleRequest request) => ReferenceEquals(Owner, request);

    internal virtual FhirEntryResponse Answer(EntryAnswer answer) => new(answer, Plan);
}
