using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The requests of a batch or transaction, in their order. Nothing is judged or sent before <see cref="SendAsync"/>.</summary>
/// <remarks>Not thread-safe.</remarks>
public abstract partial class FhirBundleRequest
{
    private readonly ServerExchange _exchange;
    private readonly BundleType _type;
    private readonly List<FhirBundleEntry> _entries = [];

    private protected FhirBundleRequest(ServerExchange exchange, BundleType type)
    {
        _exchange = exchange;
        _type = type;
    }

    /// <summary>How many requests there are.</summary>
    public int Count => _entries.Count;

    /// <summary>Sends the requests: POST [base] with a Bundle. It can be called again, and then sends them again.</summary>
    /// <param name="cancellationToken">Cancels the request. A transaction that the server has already received may be carried out all the same.</param>
    /// <returns>The answers, one for each request. Those of a batch may be errors: look at each.</returns>
    /// <exception cref="InvalidOperationException">There are no requests, or a reference by <c>urn:uuid</c> leads to none of them (FHT1405); nothing was sent.</exception>
    /// <exception cref="ArgumentException">A <c>meta.versionId</c> is no version, or a patch is empty; nothing was sent.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not support the bundle, or some of its requests; nothing was sent.</exception>
    /// <exception cref="FhirTransactionException">The server refused the transaction; nothing of it was carried out.</exception>
    /// <exception cref="FhirResponseException">The server refused for another reason.</exception>
    /// <exception cref="FhirProtocolException">The server did not answer with a Bundle of responses; nobody knows what was carried out.</exception>
    public async Task<FhirBundleResponse> SendAsync(CancellationToken cancellationToken = default)
    {
        if (_entries.Count == 0)
        {
            throw new InvalidOperationException("There is no request to send.");
        }

        Guard();
        var bundle = new Bundle { Type = _type };
        bundle.Entry.AddRange(_entries.Select(static entry => entry.Plan.Make()));
        BundleReferences.ThrowIfUnresolved(bundle, mayReferToEachOther: this is FhirTransaction);
        var answer = await BundleSender.SendAsync(_exchange, bundle, cancellationToken).ConfigureAwait(false);
        return new FhirBundleResponse(this, _entries, (Bundle)answer.Resource!);
    }

    /// <summary>Asks the judge about all requests, so that one exception says everything that is wrong.</summary>
    private void Guard()
    {
        var interaction = _type == BundleType.Transaction ? FhirInteraction.Transaction : FhirInteraction.Batch;
        _exchange.Guard(_exchange.Judge.JudgeSystemInteraction(interaction), "POST " + interaction.ToCode());
        List<CapabilityVerdict>? verdicts = null;
        foreach (var entry in _entries)
        {
            try
            {
                entry.Plan.Guard();
            }
            catch (FhirCapabilityException refused)
            {
                (verdicts ??= []).AddRange(refused.Verdicts);
            }
        }

        if (verdicts is not null)
        {
            throw new FhirCapabilityException(_exchange.Platform, verdicts);
        }
    }
}
