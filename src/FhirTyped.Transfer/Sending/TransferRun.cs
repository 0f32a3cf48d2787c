using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>Carries out a plan: part after part, then the updates that close cycles.</summary>
internal sealed class TransferRun(FhirTransferPlan plan, LinkageFile? linkage)
{
    private readonly Dictionary<TransferItem, FhirTransferEntry> _entries = plan.Items.ToDictionary(static item => item, static item => new FhirTransferEntry(item.Resource.TypeName, item.Key));
    private readonly ItemSender _items = new(plan, linkage);
    private int _done;

    private FhirTransferOptions Options => plan.Transfer.Options;

    /// <summary>Carries it out.</summary>
    public async Task<FhirTransferResult> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var part in plan.Items.GroupBy(static item => item.Problem is null ? item.Part : -1).OrderBy(static part => part.Key))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var open = part.Where(Opens).ToArray();
            if (open is [var only])
            {
                await SendAsync(only, cancellationToken).ConfigureAwait(false);
            }
            else if (open.Length > 1)
            {
                await SendTogetherAsync(open, cancellationToken).ConfigureAwait(false);
            }

            _done += part.Count();
            Options.Progress?.Report(new(_done, plan.Items.Count));
        }

        foreach (var item in plan.Items)
        {
            if (_entries[item] is { IsPending: true, Target: not null })
            {
                cancellationToken.ThrowIfCancellationRequested();
                await CloseAsync(item).ConfigureAwait(false);
            }
        }

        return new([.. plan.Items.Select(item => _entries[item])]);
    }

    /// <summary>Whether there is anything to send.</summary>
    private bool Opens(TransferItem item)
    {
        var entry = _entries[item];
        if (item.Problem is not null)
        {
            entry.Error = item.Problem;
            return false;
        }

        if (linkage?.Find(item.Key) is { } earlier)
        {
            (entry.Outcome, entry.Target, entry.VersionId, entry.IsPending) = (FhirTransferOutcome.Earlier, earlier.Target, earlier.VersionId, earlier.IsPending);
            return false;
        }

        if (item.Request == TransferRequest.Create && linkage?.IsBegun(item.Key) == true && !Options.RepeatsUnknown)
        {
            entry.Outcome = FhirTransferOutcome.Unknown;
            entry.Error = new FhirTransferException("An earlier transfer ended while this resource was under way: look whether the target has it before it is sent again.");
            return false;
        }

        return true;
    }

    private async Task SendAsync(TransferItem item, CancellationToken cancellationToken)
    {
        if (Prepare(item, NameOf) is not { } outgoing)
        {
            return;
        }

        await _items.SendAsync(item, outgoing, _entries[item], cancellationToken).ConfigureAwait(false);
    }

    private async Task SendTogetherAsync(IReadOnlyList<TransferItem> items, CancellationToken cancellationToken)
    {
        var names = items.ToDictionary(static item => item, static item => item.Request == TransferRequest.Put ? item.Key : "urn:uuid:" + Guid.NewGuid().ToString("D"));
        var outgoing = new List<(TransferItem Item, OutgoingResource Content)>();
        var free = new HashSet<TransferItem>();

        // What cannot go takes those with it that need it, however many there are between. What the target has already is referred to as it is called there.
        for (var hasLost = true; hasLost;)
        {
            hasLost = false;
            outgoing.Clear();
            foreach (var item in items.Where(names.ContainsKey))
            {
                if (Prepare(item, other => names.TryGetValue(other, out var name) ? name : NameOf(other)) is { } content
                    && (free.Contains(item) || await MayGoAsync(item, content, cancellationToken).ConfigureAwait(false)))
                {
                    free.Add(item);
                    outgoing.Add((item, content));
                }
                else
                {
                    names.Remove(item);
                    hasLost = true;
                }
            }
        }

        if (outgoing.Count > 0)
        {
            await new TransactionSender(plan, linkage).SendAsync([.. outgoing.Select(one => (one.Item, one.Content, names[one.Item], _entries[one.Item]))]).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> MayGoAsync(TransferItem item, OutgoingResource content, CancellationToken cancellationToken) =>
        item.Request != TransferRequest.Put || Options.OverwritesExisting || await _items.MayPutAsync(item, content, _entries[item], cancellationToken).ConfigureAwait(false);

    /// <summary>What is sent; null where the resource needs one that will never be there.</summary>
    private OutgoingResource? Prepare(TransferItem item, Func<TransferItem, string?> nameOf)
    {
        var entry = _entries[item];
        var outgoing = OutgoingResource.Make(plan, item, other => other == item ? SelfNameOf(item, nameOf) : nameOf(other), IsLost);
        if (outgoing.Unmoved is { } path)
        {
            entry.Error = new FhirTransferException($"{path} refers to a resource that was not moved.");
            return null;
        }

        entry.IsPending = !outgoing.IsWhole;
        return outgoing;
    }

    private string? SelfNameOf(TransferItem item, Func<TransferItem, string?> nameOf) => item.Request == TransferRequest.Put ? item.Key : nameOf(item);

    private string? NameOf(TransferItem item) => _entries[item].Target;

    // What was tried, or never can be, and has no name.
    private bool IsLost(TransferItem item) => _entries[item] is { Target: null } entry && (item.Problem is not null || entry.Error is not null);

    /// <summary>The second pass: the resource with all its references.</summary>
    private async Task CloseAsync(TransferItem item)
    {
        var entry = _entries[item];
        var whole = OutgoingResource.Make(plan, item, NameOf, static _ => true);
        await _items.CloseAsync(item, whole, entry).ConfigureAwait(false);
    }
}
