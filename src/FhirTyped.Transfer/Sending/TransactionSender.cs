using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>Sends resources as one transaction, in which they may refer to each other (https://hl7.org/fhir/R4/http.html#transaction).</summary>
internal sealed class TransactionSender(FhirTransferPlan plan, LinkageFile? linkage)
{
    private readonly ItemSender _items = new(plan, linkage);

    /// <summary>Sends them. It is waited for.</summary>
    /// <param name="parts">The resources, with what they are called within the transaction.</param>
    public async Task SendAsync(IReadOnlyList<(TransferItem Item, OutgoingResource Content, string Name, FhirTransferEntry Entry)> parts)
    {
        var exchange = plan.Transfer.Target.Exchange.Server;
        var plans = parts.Select(part => PlanOf(part.Item, part.Content, part.Name, exchange)).ToArray();
        var bundle = new Bundle { Type = BundleType.Transaction };
        bundle.Entry.AddRange(plans.Select(static one => one.Make()));
        linkage?.Begin(parts.Select(static part => part.Item.Key));
        try
        {
            var answer = (Bundle)(await BundleSender.SendAsync(exchange, bundle, CancellationToken.None).ConfigureAwait(false)).Resource!;
            var answers = EntryAnswer.ReadAll(plans, answer.Entry);
            for (var i = 0; i < parts.Count; i++)
            {
                var (item, _, _, entry) = parts[i];
                var one = answers[i];
                if (one.Error is { } error)
                {
                    // The transaction was carried out: what its answer does not say is not known.
                    _items.Fail([(item, entry)], error);
                    entry.Outcome = FhirTransferOutcome.Unknown;
                    continue;
                }

                var resource = one.Outcome is null ? one.Answer.Resource : null;
                _items.Keep(item, entry, one.Answer.StatusCode, resource?.Id ?? one.Answer.Location?.Id ?? plans[i].Id,
                    one.Answer.VersionId ?? one.Answer.Location?.VersionId ?? resource?.Meta?.VersionId);
            }
        }
        catch (FhirException error)
        {
            _items.Fail([.. parts.Select(static part => (part.Item, part.Entry))], error);
        }
    }

    private static BundleRequestPlan PlanOf(TransferItem item, OutgoingResource content, string name, ServerExchange exchange)
    {
        var type = item.Resource.TypeName;
        var isPut = item.Request == TransferRequest.Put;
        var address = isPut ? item.Key : type;
        return new((isPut ? "PUT " : "POST ") + type, type, static () => { }, () => new()
        {
            FullUrl = isPut ? exchange.AddressOf(address).AbsoluteUri : name,
            Resource = content.Resource,
            Request = new() { Method = isPut ? HttpVerb.PUT : HttpVerb.POST, Url = address, IfNoneExist = item.Criteria },
        })
        {
            Id = isPut ? item.Resource.Id : null,
            HasCriteria = item.Criteria is not null,
        };
    }
}
