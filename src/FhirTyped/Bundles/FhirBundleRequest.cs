using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The requests of a batch or transaction, in their order. Nothing is judged or sent before <see cref="SendAsync"/>.</summary>
/// <remarks>Not thread-safe.</remarks>
public abstract partial class FhirBundleRequest
{
    private readonly FhirExchange _exchange;
    private readonly BundleType _type;
    private readonly List<FhirBundleEntry> _entries = [];

    private protected FhirBundleRequest(FhirExchange exchange, BundleType type)
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
    /// <exception cref="FhirCapabilityException">The platform does not support the bundle, takes fewer requests in one, or does not support some of them; nothing was sent.</exception>
    /// <exception cref="FhirTransactionException">The server refused the transaction; nothing of it was carried out.</exception>
    /// <exception cref="FhirResponseException">The server refused for another reason.</exception>
    /// <exception cref="FhirProtocolException">The server did not answer with a Bundle of responses; nobody knows what was carried out.</exception>
    public async Task<FhirBundleResponse> SendAsync(CancellationToken cancellationToken = default)
    {
        var bundle = Make(isDivided: false);
        return new FhirBundleResponse(this, _entries, await SendBundleAsync(bundle, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The requests in their order.</summary>
    private protected IReadOnlyList<FhirBundleEntry> Requests => _entries;

    /// <summary>How many requests the platform takes in one bundle; 0 where that is not known.</summary>
    private protected int MaximumRequests => _exchange.Judge.Manifest.Limits.MaximumBundleEntries;

    /// <summary>The requests as they are sent, where all of them can be.</summary>
    /// <param name="isDivided">Whether they are sent in parts, so that their number does not matter.</param>
    private protected Bundle Make(bool isDivided)
    {
        if (_entries.Count == 0)
        {
            throw new InvalidOperationException("There is no request to send.");
        }

        Guard(isDivided);
        var bundle = new Bundle { Type = _type };
        bundle.Entry.AddRange(_entries.Select(static entry => entry.Plan.Make()));
        BundleReferences.ThrowIfUnresolved(bundle, mayReferToEachOther: this is FhirTransaction);
        return bundle;
    }

    /// <summary>Sends a bundle, and gives the server's.</summary>
    private protected async Task<Bundle> SendBundleAsync(Bundle bundle, CancellationToken cancellationToken) =>
        (Bundle)(await BundleSender.SendAsync(_exchange, bundle, cancellationToken).ConfigureAwait(false)).Resource!;

    /// <summary>Asks the judge about all requests, so that one exception says everything that is wrong.</summary>
    private void Guard(bool isDivided)
    {
        var interaction = _type == BundleType.Transaction ? FhirInteraction.Transaction : FhirInteraction.Batch;
        _exchange.Guard(_exchange.Judge.JudgeSystemInteraction(interaction), "POST " + interaction.ToCode());
        if (!isDivided)
        {
            _exchange.Guard(_exchange.Judge.JudgeBundleSize(interaction, _entries.Count), "POST " + interaction.ToCode());
        }

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
