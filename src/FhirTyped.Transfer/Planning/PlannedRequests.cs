using FhirTyped.Capabilities;
using FhirTyped.Pages;
using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>By which requests resources go, and what the target's judge says of these.</summary>
internal sealed class PlannedRequests(FhirTransfer transfer)
{
    private CapabilityJudge Judge => transfer.Target.Platform.Judge;

    /// <summary>How many go in one request.</summary>
    public int PartSize => Judge.Manifest.Limits.MaximumBundleEntries is > 0 and var limit
        ? Math.Min(limit, transfer.Options.MaximumTransactionEntries)
        : transfer.Options.MaximumTransactionEntries;

    /// <summary>Chooses the request of each.</summary>
    public void Choose(IEnumerable<TransferItem> items)
    {
        foreach (var item in items)
        {
            if (PartialMark.IsOn(item.Resource))
            {
                item.Problem ??= new FhirCapabilityException(transfer.Target.Platform, [Judge.JudgeContent(item.Resource.TypeName, isSubsetted: true)]);
            }

            if (Keeps(item.Resource))
            {
                item.Request = TransferRequest.Put;
            }
            else if (CriteriaOf(item.Resource) is { } criteria)
            {
                item.Request = TransferRequest.CreateIfNoneExist;
                item.Criteria = criteria;
            }
        }
    }

    /// <summary>What is refused, by resource type and request. Those that it concerns have it as their problem.</summary>
    public IReadOnlyList<FhirTransferRefusal> FindRefusals(IReadOnlyList<TransferItem> items)
    {
        var refusals = new List<FhirTransferRefusal>();
        var movable = items.Where(static item => item.Problem is null).ToArray();
        foreach (var group in movable.GroupBy(static item => (item.Resource.TypeName, item.Request, System: SystemOf(item))).OrderBy(static group => group.Key.TypeName, StringComparer.Ordinal))
        {
            Refuse(refusals, group.Key.TypeName, NameOf(group.Key.Request) + " " + group.Key.TypeName, [.. group], VerdictsOf(group.First()));
        }

        foreach (var group in movable.Where(static item => item.NeedsUpdate && item.Problem is null).GroupBy(static item => item.Resource.TypeName, StringComparer.Ordinal))
        {
            Refuse(refusals, group.Key, "PUT " + group.Key + " (to close a cycle)", [.. group], [Judge.JudgeUpdate(group.Key, hasVersion: true, exists: true)]);
        }

        if (PartSize > 1)
        {
            Refuse(refusals, "", "POST transaction", movable, [Judge.JudgeSystemInteraction(FhirInteraction.Transaction)]);
        }

        return refusals;
    }

    private void Refuse(List<FhirTransferRefusal> refusals, string type, string request, IReadOnlyList<TransferItem> items, IReadOnlyList<CapabilityVerdict> verdicts)
    {
        var refused = verdicts.Where(transfer.Target.Exchange.Server.IsRefused).ToArray();
        if (refused.Length == 0 || items.Count == 0)
        {
            return;
        }

        refusals.Add(new(type, request, items.Count, refused));
        var problem = new FhirCapabilityException(transfer.Target.Platform, refused);
        foreach (var item in items)
        {
            item.Problem ??= problem;
        }
    }

    private IReadOnlyList<CapabilityVerdict> VerdictsOf(TransferItem item)
    {
        var type = item.Resource.TypeName;
        return item.Request switch
        {
            // What nobody may overwrite is looked for first.
            TransferRequest.Put when !transfer.Options.OverwritesExisting => [Judge.JudgeConditional(type, ConditionalSupport.UpdateCreate), Judge.JudgeInteraction(type, FhirInteraction.Read)],
            TransferRequest.Put => [Judge.JudgeConditional(type, ConditionalSupport.UpdateCreate)],
            TransferRequest.CreateIfNoneExist => Judge.JudgeConditional(ConditionalSupport.Create, SearchQuery.Parse(type, item.Criteria!)),
            _ => [Judge.JudgeInteraction(type, FhirInteraction.Create)],
        };
    }

    private bool Keeps(Resource resource) => resource.Id is { Length: > 0 } id && FhirId.IsValid(id) && transfer.Options.Ids switch
    {
        FhirTransferIds.Keep => true,
        FhirTransferIds.KeepWherePermitted => !transfer.Target.Exchange.Server.IsRefused(Judge.JudgeConditional(resource.TypeName, ConditionalSupport.UpdateCreate)),
        _ => false,
    };

    /// <summary>The criteria by which the target would have the resource already; null where nothing says.</summary>
    private string? CriteriaOf(Resource resource) => resource.GetElements("identifier").OfType<Identifier>()
        .Where(identifier => identifier.Value is { Length: > 0 } && identifier.System is { } system && transfer.Options.IdentifierSystems.Contains(system))
        .OrderBy(identifier => transfer.Options.IdentifierSystems.IndexOf(identifier.System!))
        .Select(static identifier => "identifier=" + Uri.EscapeDataString(Escape(identifier.System!) + "|" + Escape(identifier.Value!)))
        .FirstOrDefault();

    private static string? SystemOf(TransferItem item) => item.Criteria?.Split("%7C")[0];

    // https://hl7.org/fhir/R4/search.html#escaping
    private static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal)
        .Replace(",", @"\,", StringComparison.Ordinal).Replace("$", @"\$", StringComparison.Ordinal);

    private static string NameOf(TransferRequest request) => request == TransferRequest.Put ? "PUT" : request == TransferRequest.Create ? "POST" : "POST if none exist";
}
