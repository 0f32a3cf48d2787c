namespace FhirTyped.Transfer;

/// <summary>What a transfer would send, in which order, and what of it the target would refuse. Making it writes nothing. It holds the resources.</summary>
public sealed class FhirTransferPlan
{
    internal FhirTransferPlan(FhirTransfer transfer, SourceIndex index, IReadOnlyList<TransferItem> items, IReadOnlyList<FhirTransferRefusal> refusals, int fetched)
    {
        Transfer = transfer;
        Index = index;
        Items = items;
        Refusals = refusals;
        Fetched = fetched;
        Problems = [.. items.Where(static item => item.Problem is not null).Select(static item => new FhirTransferEntry(item.Resource.TypeName, item.Key) { Error = item.Problem })];
    }

    /// <summary>The resources at the source, as type and id, in the order in which they are sent.</summary>
    public IReadOnlyList<string> Sources => [.. Items.Select(static item => item.Key)];

    /// <summary>How many of them were fetched, because others refer to them.</summary>
    public int Fetched { get; }

    /// <summary>How many are updated once all are there, because they and others refer to each other.</summary>
    public int Updates => Items.Count(static item => item.NeedsUpdate);

    /// <summary>What the target's judge refuses; empty where it takes all.</summary>
    public IReadOnlyList<FhirTransferRefusal> Refusals { get; }

    /// <summary>The resources that cannot be moved, whatever the target: their references lead to nothing, or two have one id.</summary>
    public IReadOnlyList<FhirTransferEntry> Problems { get; }

    internal FhirTransfer Transfer { get; }

    internal SourceIndex Index { get; }

    internal IReadOnlyList<TransferItem> Items { get; }

    /// <summary>How many resources there are, and how much is refused.</summary>
    public override string ToString() => $"{nameof(FhirTransferPlan)}: {Items.Count} resources, {Refusals.Count} refusals, {Problems.Count} problems";
}
