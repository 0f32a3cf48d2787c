using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>Makes a plan: reads the source, fetches what is missing, orders, divides, and asks the judge.</summary>
internal sealed class TransferPlanner
{
    private readonly FhirTransfer _transfer;
    private readonly SourceIndex _index;
    private readonly List<TransferItem> _items = [];

    public TransferPlanner(FhirTransfer transfer)
    {
        _transfer = transfer;
        Uri?[] bases = [transfer.Options.SourceBaseUrl, transfer.Options.SourceClient?.BaseUrl];
        _index = new([.. bases.OfType<Uri>().Select(static address => address.AbsoluteUri.TrimEnd('/')).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Makes the plan.</summary>
    public async Task<FhirTransferPlan> PlanAsync(IAsyncEnumerable<(Resource Resource, string? FullUrl)> source, CancellationToken cancellationToken)
    {
        await foreach (var (resource, fullUrl) in source.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            ArgumentNullException.ThrowIfNull(resource, nameof(source));
            Add(resource, fullUrl);
        }

        var given = _items.Count;
        await FetchAsync(cancellationToken).ConfigureAwait(false);
        foreach (var item in _items)
        {
            Link(item);
        }

        var ordered = TransferOrder.Of(_items);
        var requests = new PlannedRequests(_transfer);
        requests.Choose(ordered);
        Divide(ordered, requests.PartSize);
        return new(_transfer, _index, ordered, requests.FindRefusals(ordered), _items.Count - given);
    }

    private void Add(Resource resource, string? fullUrl)
    {
        var item = new TransferItem(resource, fullUrl, _items.Count);
        if (!_index.TryAdd(item, out var other))
        {
            if (FhirJson.ToUtf8Bytes(resource).AsSpan().SequenceEqual(FhirJson.ToUtf8Bytes(other!.Resource)))
            {
                // The same one again: searches and includes overlap.
                return;
            }

            item.Problem = new FhirTransferException($"The source gave two different resources {resource.TypeName} of one id: only the first is moved.");
        }

        _items.Add(item);
    }

    /// <summary>Fetches what is referred to, and what that refers to, as deep as it is wanted. What cannot be had stays missing.</summary>
    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        if (_transfer.Options.SourceClient is not { } client)
        {
            return;
        }

        var asked = new HashSet<string>(StringComparer.Ordinal);
        var first = 0;
        for (var depth = 0; depth < _transfer.Options.ReferenceDepth && first < _items.Count; depth++)
        {
            var wanted = _items.Skip(first).SelectMany(item => ResourceLinks.In(item.Resource)).Select(_index.Find)
                .Where(static target => target.CanBeFetched).Select(static target => target.Missing!).Where(asked.Add).ToArray();
            first = _items.Count;
            foreach (var found in (await client.ResolveAsync(wanted, cancellationToken: cancellationToken).ConfigureAwait(false)).Resources)
            {
                Add(found, null);
            }
        }
    }

    private void Link(TransferItem item)
    {
        var options = _transfer.Options;
        var known = new HashSet<TransferItem>();
        foreach (var link in ResourceLinks.In(item.Resource))
        {
            var target = _index.Find(link);
            if (target.Item is { } needed)
            {
                if (known.Add(needed))
                {
                    item.Needs.Add(needed);
                }
            }
            else if (target.Missing is not null && (options.MissingReferences == FhirMissingReferences.Fail
                || (options.MissingReferences == FhirMissingReferences.Absolute && !target.CanBeFetched)))
            {
                item.Problem ??= new FhirTransferException($"{link.PathIn(item.Resource)} refers to a resource that is not moved.");
            }
        }
    }

    /// <summary>Divides what is in order. Who names one of a later part, or by itself one that has no id yet, is updated in the end.</summary>
    private static void Divide(List<TransferItem> ordered, int size)
    {
        var count = 0;
        foreach (var item in ordered.Where(static item => item.Problem is null))
        {
            item.Part = count++ / size;
        }

        foreach (var item in ordered)
        {
            item.NeedsUpdate = item.Needs.Exists(needed => needed.Problem is null && (needed.Part > item.Part || (size == 1 && needed == item)));
        }
    }
}
