using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>Sends resources one by one, and keeps what became of them.</summary>
internal sealed class ItemSender(FhirTransferPlan plan, LinkageFile? linkage)
{
    private IFhirPlatformClient Target => plan.Transfer.Target;

    /// <summary>Sends one. The request is waited for, so that nothing is left of which nobody knows.</summary>
    public async Task SendAsync(TransferItem item, OutgoingResource outgoing, FhirTransferEntry entry, CancellationToken cancellationToken)
    {
        if (item.Request == TransferRequest.Put && !plan.Transfer.Options.OverwritesExisting && !await MayPutAsync(item, outgoing, entry, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        linkage?.Begin([item.Key]);
        try
        {
            var result = item.Request switch
            {
                TransferRequest.Put => await Target.UpdateAsync(outgoing.Resource, CancellationToken.None).ConfigureAwait(false),
                TransferRequest.CreateIfNoneExist => await Target.CreateIfNoneExistAsync(outgoing.Resource, item.Criteria!, CancellationToken.None).ConfigureAwait(false),
                _ => await Target.CreateAsync(outgoing.Resource, CancellationToken.None).ConfigureAwait(false),
            };
            Keep(item, entry, result.StatusCode, result.Id, result.VersionId);
        }
        catch (Exception error) when (error is FhirException)
        {
            Fail([(item, entry)], (FhirException)error);
        }
    }

    /// <summary>Keeps that the target has a resource.</summary>
    public void Keep(TransferItem item, FhirTransferEntry entry, HttpStatusCode status, string? id, string? version)
    {
        if (id is null)
        {
            Fail([(item, entry)], new FhirTransferException("The target does not say which id it gave to the resource, which it has: nothing can refer to it."));
            entry.Outcome = FhirTransferOutcome.Unknown;
            return;
        }

        entry.Target = item.Resource.TypeName + "/" + id;
        entry.VersionId = version;
        entry.Outcome = status == HttpStatusCode.Created ? FhirTransferOutcome.Created
            : item.Request == TransferRequest.Put ? FhirTransferOutcome.Updated : FhirTransferOutcome.Found;

        // What was there before is nobody's to complete.
        entry.IsPending &= entry.Outcome != FhirTransferOutcome.Found;
        linkage?.Keep(item.Key, entry);
    }

    /// <summary>Keeps that resources were refused, or that nobody knows.</summary>
    public void Fail(IReadOnlyList<(TransferItem Item, FhirTransferEntry Entry)> items, FhirException error)
    {
        var isKnown = IsKnown(error);
        foreach (var (item, entry) in items)
        {
            entry.Error = error;
            entry.IsPending = false;
            entry.Outcome = isKnown || item.Request != TransferRequest.Create ? FhirTransferOutcome.Failed : FhirTransferOutcome.Unknown;
        }

        if (isKnown)
        {
            linkage?.Refuse(items.Select(static one => one.Item.Key));
        }
    }

    /// <summary>Whether a resource may go to the id that it has: where the target has nothing there, or what an earlier transfer of the same began to put there.</summary>
    public async Task<bool> MayPutAsync(TransferItem item, OutgoingResource outgoing, FhirTransferEntry entry, CancellationToken cancellationToken)
    {
        if (linkage?.IsBegun(item.Key) == true)
        {
            return true;
        }

        try
        {
            if (await Target.TryReadAsync(item.Resource.TypeName, item.Resource.Id!, cancellationToken).ConfigureAwait(false) is not { } there)
            {
                return true;
            }

            if (SaysTheSame(there, outgoing.Resource))
            {
                Keep(item, entry, HttpStatusCode.OK, there.Id, there.Meta?.VersionId);
                entry.Outcome = FhirTransferOutcome.Found;
            }
            else
            {
                entry.Error = new FhirTransferException($"The target has another {item.Resource.TypeName} under this id: it was left as it is.");
            }
        }
        catch (FhirException error)
        {
            entry.Error = error;
        }

        return false;
    }

    /// <summary>Updates a resource that was sent without some of its references.</summary>
    public async Task CloseAsync(TransferItem item, OutgoingResource whole, FhirTransferEntry entry)
    {
        var isEarlier = entry.Outcome == FhirTransferOutcome.Earlier;
        whole.Resource.Id = entry.Target![(item.Resource.TypeName.Length + 1)..];
        if (entry.VersionId is { } version)
        {
            (whole.Resource.Meta ??= new()).VersionId = version;
        }

        try
        {
            await Target.UpdateAsync(whole.Resource, CancellationToken.None).ConfigureAwait(false);
            KeepWhole(item, entry, whole);
        }
        catch (FhirConflictException conflict) when (isEarlier)
        {
            // An earlier transfer may have ended between this update and its line.
            await CompareAsync(item, whole, entry, conflict).ConfigureAwait(false);
        }
        catch (FhirException error)
        {
            (entry.Outcome, entry.Error) = (FhirTransferOutcome.Incomplete, error);
        }
    }

    private async Task CompareAsync(TransferItem item, OutgoingResource whole, FhirTransferEntry entry, FhirConflictException conflict)
    {
        try
        {
            var there = await Target.ReadAsync(item.Resource.TypeName, whole.Resource.Id!, CancellationToken.None).ConfigureAwait(false);
            if (SaysTheSame(there, whole.Resource))
            {
                KeepWhole(item, entry, whole);
                return;
            }
        }
        catch (FhirException)
        {
            // The conflict is what matters.
        }

        (entry.Outcome, entry.Error) = (FhirTransferOutcome.Incomplete, conflict);
    }

    private void KeepWhole(TransferItem item, FhirTransferEntry entry, OutgoingResource whole)
    {
        entry.IsPending = !whole.IsWhole;
        if (whole.IsWhole)
        {
            linkage?.Keep(item.Key, entry);
        }
        else
        {
            (entry.Outcome, entry.Error) = (FhirTransferOutcome.Incomplete, new FhirTransferException($"{whole.Unmoved} refers to a resource that was not moved."));
        }
    }

    private static bool SaysTheSame(Resource there, Resource sent) => Bare(there).AsSpan().SequenceEqual(Bare(sent));

    private static byte[] Bare(Resource resource)
    {
        var copy = resource.DeepClone();
        copy.Id = null;
        OutgoingResource.WithoutVersion(copy);
        return FhirJson.ToUtf8Bytes(copy);
    }

    /// <summary>Whether an error says that nothing was written: the request never left, or the server refused it.</summary>
    private static bool IsKnown(FhirException error) => error switch
    {
        FhirCapabilityException or FhirCircuitOpenException or FhirTransferException => true,
        FhirResponseException response => (int)response.StatusCode is >= 400 and < 500 && response.StatusCode != HttpStatusCode.RequestTimeout,
        _ => false,
    };
}
