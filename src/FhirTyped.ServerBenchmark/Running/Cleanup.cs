using System.Globalization;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.ServerBenchmark;

/// <summary>
/// Removes what was inserted: first what is known, each resource before those to which it refers, then what a search by the tag still finds, and of that what has the tag. Servers that keep references
/// whole refuse some at first, so that there are several rounds.
/// </summary>
internal sealed class Cleanup(Caller caller, OwnResources own, Action<int, int> progress)
{
    private const int RoundsInVain = 3;
    private const int TransactionSize = 200;
    private const int PageSize = 200;

    private int _removed;

    /// <summary>Removes all. What is left then is in <see cref="OwnResources"/>.</summary>
    /// <returns>Whether it is known that nothing is left.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await InTransactionsAsync(cancellationToken).ConfigureAwait(false);
        var isKnown = false;
        for (var vain = 0; vain < RoundsInVain;)
        {
            var before = _removed;
            foreach (var (type, id) in own.LastFirst)
            {
                await OneAsync(type, id, cancellationToken).ConfigureAwait(false);
            }

            var isSearched = await FindAsync(cancellationToken).ConfigureAwait(false);
            isKnown = isSearched || !own.IsUncertain;
            if (own.Count == 0)
            {
                break;
            }

            vain = _removed > before ? 0 : vain + 1;
        }

        return isKnown && own.Count == 0;
    }

    /// <summary>Most of it at once, where the platform takes transactions.</summary>
    private async Task InTransactionsAsync(CancellationToken cancellationToken)
    {
        var limit = caller.Client.Platform.Manifest.Limits.MaximumBundleEntries;
        foreach (var part in own.LastFirst.Chunk(limit > 0 ? Math.Min(limit, TransactionSize) : TransactionSize))
        {
            var bundle = new Bundle { Type = BundleType.Transaction };
            bundle.Entry.AddRange(part.Select(static one => new BundleEntry { Request = new BundleEntryRequest { Method = HttpVerb.DELETE, Url = one.Type + "/" + one.Id } }));
            if (caller.Prepare(HttpMethod.Post, "", bundle).Request is not { } request)
            {
                return;
            }

            var answer = await caller.SendAsync(request, new Attempt(), cancellationToken).ConfigureAwait(false);
            var statuses = BundleAnswers.StatusesOf(answer, part.Length);
            for (var i = 0; i < statuses.Length; i++)
            {
                if (BundleAnswers.IsGone(statuses[i]))
                {
                    Removed(part[i].Type, part[i].Id);
                }
            }
        }
    }

    private async Task OneAsync(string type, string id, CancellationToken cancellationToken)
    {
        var request = caller.Prepare(HttpMethod.Delete, type + "/" + id).Request;
        if (request is null)
        {
            // A platform may want to be told the version.
            if (caller.Prepare(HttpMethod.Get, type + "/" + id).Request is not { } read
                || await caller.SendAsync(read, new Attempt(), cancellationToken).ConfigureAwait(false) is not { ETag: { } version }
                || (request = caller.Prepare(HttpMethod.Delete, type + "/" + id, ifMatch: version).Request) is null)
            {
                return;
            }
        }

        var answer = await caller.SendAsync(request, new Attempt(), cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode is { } status && BundleAnswers.IsGone((int)status))
        {
            Removed(type, id);
        }
    }

    /// <summary>Looks for what nobody knows of: creates whose answer did not come.</summary>
    /// <returns>Whether every type could be searched.</returns>
    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        var isSearched = true;
        foreach (var type in own.Types)
        {
            var query = type + "?_tag=" + Uri.EscapeDataString(own.Tag) + "&_count=" + PageSize.ToString(CultureInfo.InvariantCulture);
            if (caller.Prepare(HttpMethod.Get, query).Request is not { } request
                || await caller.SendAsync(request, new Attempt(), cancellationToken).ConfigureAwait(false) is not { Error: null } answer
                || !FhirJson.TryRead<Bundle>(answer.Body.Span, out var bundle, out _, FhirJsonOptions.Lenient, cancellationToken))
            {
                isSearched = false;
                continue;
            }

            foreach (var resource in bundle.Entry.Select(static entry => entry.Resource).OfType<Resource>().Where(own.IsMarked))
            {
                if (FhirRoute.IsId(resource.Id ?? "") && resource.TypeName == type)
                {
                    own.Add(type, resource.Id!);
                }
            }
        }

        return isSearched;
    }

    private void Removed(string type, string id)
    {
        own.Remove(type, id);
        progress(++_removed, _removed + own.Count);
    }
}
