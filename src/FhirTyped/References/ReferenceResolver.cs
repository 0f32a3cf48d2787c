using System.Collections.Concurrent;
using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// Resolves many references with few requests: by searches for lists of ids where the judge says that the platform takes them, and by reads elsewhere. What a search does not
/// give is read before anybody says that it is not there.
/// </summary>
internal sealed class ReferenceResolver(FhirExchange exchange, FhirResolveOptions options)
{
    private readonly ConcurrentDictionary<ReferencedResource, FhirResolvedReference> _results = [];
    private readonly ConcurrentDictionary<string, bool> _refusesLists = new(StringComparer.Ordinal);
    private readonly ResourceReader _reader = new(exchange);
    private readonly Lock _progress = new();
    private int _total;

    /// <summary>Resolves references.</summary>
    public async Task<FhirResolution> ResolveAsync(IReadOnlyList<string?> references, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = references.Select(reference => ReferencedResource.Read(reference, exchange.BaseUrl)).ToArray();
        var wanted = read.Where(static one => one.Status == FhirReferenceStatus.Resolved).Select(static one => one.Resource).Distinct().ToArray();
        _total = wanted.Length;
        await AskAsync(PlanOf(wanted), cancellationToken).ConfigureAwait(false);

        // What no search gave is asked for by itself.
        await AskAsync(wanted.Where(resource => !_results.ContainsKey(resource)).Select(static resource => (ReferencedResource[])[resource]), cancellationToken).ConfigureAwait(false);
        return new([.. references.Zip(read, (reference, one) =>
        {
            var result = one.Status == FhirReferenceStatus.Resolved ? _results[one.Resource] : new(null, one.Status);
            return new FhirResolvedReference(reference, result.Status, result.Resource, result.Error);
        })]);
    }

    /// <summary>The requests: each a read of one resource, or a search for several of one type.</summary>
    private IEnumerable<ReferencedResource[]> PlanOf(ReferencedResource[] wanted)
    {
        foreach (var type in wanted.GroupBy(static resource => (resource.ResourceType, HasVersion: resource.VersionId is not null)))
        {
            var size = type.Key.HasVersion ? 1 : ListSize(type.Key.ResourceType);
            var room = exchange.Options.MaximumUrlLength - exchange.BaseUrl.AbsoluteUri.Length - QueryOf(type.Key.ResourceType, [], size).Length;
            var list = new List<ReferencedResource>(size);
            var length = 0;
            foreach (var resource in type)
            {
                if (list.Count > 0 && (list.Count == size || length + resource.Id.Length + 1 > room))
                {
                    yield return [.. list];
                    list.Clear();
                    length = 0;
                }

                list.Add(resource);
                length += resource.Id.Length + 1;
            }

            yield return [.. list];
        }
    }

    /// <summary>How many ids a search of a type may ask for: 1 where the judge does not vouch for such a search.</summary>
    private int ListSize(string resourceType)
    {
        var size = exchange.Judge.Manifest.Limits.MaximumCount is > 0 and var limit ? Math.Min(limit, options.MaximumIds) : options.MaximumIds;
        return size > 1 && exchange.Judge.JudgeSearch(SearchQuery.Parse(resourceType, Criteria(["a", "b"], size))).All(static verdict => verdict.IsSupported) ? size : 1;
    }

    private Task AskAsync(IEnumerable<ReferencedResource[]> requests, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        requests,
        new ParallelOptions { MaxDegreeOfParallelism = options.MaximumParallelism, CancellationToken = cancellationToken },
        async (resources, cancellationToken) =>
        {
            if (resources is [var only])
            {
                Keep(only, await ReadAsync(only, cancellationToken).ConfigureAwait(false));
            }
            else if (!_refusesLists.ContainsKey(resources[0].ResourceType))
            {
                await SearchAsync(resources, cancellationToken).ConfigureAwait(false);
            }
        });

    private async Task<FhirResolvedReference> ReadAsync(ReferencedResource wanted, CancellationToken cancellationToken)
    {
        try
        {
            var resource = wanted.VersionId is { } version
                ? await _reader.VReadAsync(wanted.ResourceType, wanted.Id, version, cancellationToken).ConfigureAwait(false)
                : await _reader.ReadAsync(wanted.ResourceType, wanted.Id, cancellationToken).ConfigureAwait(false);
            return new(null, FhirReferenceStatus.Resolved, resource);
        }
        catch (FhirCapabilityException refused) when (wanted.VersionId is null && CanSearch(wanted.ResourceType))
        {
            // A platform that gives a type by searches alone.
            return await SearchForOneAsync(wanted, refused, cancellationToken).ConfigureAwait(false);
        }
        catch (FhirException error)
        {
            return Failed(error);
        }
    }

    private bool CanSearch(string resourceType) => exchange.Judge.JudgeSearch(SearchQuery.Parse(resourceType, "_id=a")).All(static verdict => verdict.IsSupported);

    private async Task<FhirResolvedReference> SearchForOneAsync(ReferencedResource wanted, FhirCapabilityException refused, CancellationToken cancellationToken)
    {
        try
        {
            var found = await FindAsync([wanted], cancellationToken).ConfigureAwait(false);
            return found.TryGetValue(wanted, out var resource)
                ? resource is null ? Failed(new FhirSearchException($"The server gave two versions of one {wanted.ResourceType}.")) : new(null, FhirReferenceStatus.Resolved, resource)
                : new(null, FhirReferenceStatus.NotFound);
        }
        catch (FhirException error)
        {
            return Failed(error is FhirCapabilityException ? refused : error);
        }
    }

    /// <summary>Searches for several. What is not found, or cannot be searched for after all, is left for a read.</summary>
    private async Task SearchAsync(ReferencedResource[] wanted, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (resource, found) in await FindAsync(wanted, cancellationToken).ConfigureAwait(false))
            {
                if (found is not null)
                {
                    Keep(resource, new(null, FhirReferenceStatus.Resolved, found));
                }
            }
        }
        catch (FhirException error) when (IsAboutSearch(error))
        {
            _refusesLists[wanted[0].ResourceType] = true;
        }
        catch (FhirException error)
        {
            foreach (var resource in wanted)
            {
                Keep(resource, Failed(error));
            }
        }
    }

    /// <summary>The resources that a search gives; null where it gives several versions of one.</summary>
    /// <exception cref="FhirSearchException">It gives another one than those that were asked for, or far too many.</exception>
    private async Task<Dictionary<ReferencedResource, Resource?>> FindAsync(ReferencedResource[] wanted, CancellationToken cancellationToken)
    {
        var type = wanted[0].ResourceType;
        var asked = wanted.ToHashSet();
        var found = new Dictionary<ReferencedResource, Resource?>();
        var matches = 0;
        var query = Criteria(wanted.Select(static resource => resource.Id), wanted.Length > 1 ? wanted.Length : 0);
        await foreach (var match in new FhirSearch<Resource>(SearchRequests.OfQuery(exchange, type, query, meansAll: false, canMeanAll: false))
            .WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var key = new ReferencedResource(type, match.Id ?? "", null);
            if (!asked.Contains(key) || ++matches > 2 * wanted.Length)
            {
                // It does not search by ids: who read on could read everything that it has.
                throw new FhirSearchException($"GET {type} search: the server gave what was not asked for.");
            }

            found[key] = !found.TryGetValue(key, out var earlier) ? match : earlier?.Meta?.VersionId == match.Meta?.VersionId ? earlier : null;
        }

        return found;
    }

    private void Keep(ReferencedResource resource, FhirResolvedReference result)
    {
        lock (_progress)
        {
            _results[resource] = result;
            options.Progress?.Report(new(_results.Count, _total));
        }
    }

    private static FhirResolvedReference Failed(FhirException error) => error switch
    {
        FhirCapabilityException => new(null, FhirReferenceStatus.Refused, null, error),
        FhirNotFoundException { IsAboutResource: true } => new(null, FhirReferenceStatus.NotFound, null, error),
        _ => new(null, FhirReferenceStatus.Failed, null, error),
    };

    /// <summary>Whether an error says that the search was the problem, and not the server, the way to it or who asks.</summary>
    private static bool IsAboutSearch(FhirException error) => error switch
    {
        FhirCapabilityException or FhirSearchException or FhirFormatException or FhirNotFoundException => true,
        FhirResponseException response => response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotAcceptable
            or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.RequestUriTooLong or HttpStatusCode.UnprocessableEntity or HttpStatusCode.NotImplemented,
        _ => false,
    };

    // Ids hold nothing that would have to be escaped.
    private static string Criteria(IEnumerable<string> ids, int count) => "_id=" + string.Join(',', ids) + (count > 0 ? FormattableString.Invariant($"&_count={count}") : "");

    private static string QueryOf(string resourceType, IEnumerable<string> ids, int count) => resourceType + "?" + Criteria(ids, count);
}
