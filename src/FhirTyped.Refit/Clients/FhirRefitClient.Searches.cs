using FhirTyped.R4;
using Refit;

namespace FhirTyped;

/// <content>Searches and histories.</content>
public abstract partial class FhirRefitClient
{
    /// <summary>search: the matches of all pages.</summary>
    protected PagedEnumerable<FhirPage<T>, T> Search<T, TQuery>(FhirCriteria<TQuery> query)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() => All<T>(SearchOf<T, TQuery>(Begin(nameof(Search), Templates<T>.OfType), query));

    /// <summary>search: the first page.</summary>
    protected Task<FhirPage<T>> SearchAsync<T, TQuery>(FhirCriteria<TQuery> query, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() =>
        FirstAsync<T>(SearchOf<T, TQuery>(Begin(nameof(SearchAsync), Templates<T>.OfType), query), cancellationToken);

    /// <summary>search: the first page, with the answer itself.</summary>
    protected Task<ApiResponse<FhirPage<T>>> SearchWithResponseAsync<T, TQuery>(FhirCriteria<TQuery> query, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() => RespondAsync(
            nameof(SearchWithResponseAsync), Templates<T>.OfType, query,
            static (call, query, cancellationToken) => FirstAsync<T>(SearchOf<T, TQuery>(call, query), cancellationToken), cancellationToken);

    /// <summary>search by POST: the first page.</summary>
    protected Task<FhirPage<T>> SearchByPostAsync<T, TQuery>(FhirCriteria<TQuery> query, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() => FirstAsync<T>(
            SearchOf<T, TQuery>(Begin(nameof(SearchByPostAsync), Templates<T>.OfSearchByPost), query) with { IsPost = true }, cancellationToken);

    /// <summary>history of a type: the versions of all pages.</summary>
    protected PagedEnumerable<FhirPage<T>, T> History<T>()
        where T : Resource, IFhirResource<T> =>
        All<T>(SearchRequests.HistoryOf(Begin(nameof(History), Templates<T>.OfTypeHistory), T.ResourceType, null));

    /// <summary>history of a resource: the versions of all pages.</summary>
    protected PagedEnumerable<FhirPage<T>, T> History<T>(string id)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(id);
        return All<T>(SearchRequests.HistoryOf(Begin(nameof(History), Templates<T>.OfInstanceHistory), T.ResourceType, id));
    }

    /// <summary>history of a type: the first page.</summary>
    protected Task<FhirPage<T>> HistoryAsync<T>(CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        FirstAsync<T>(SearchRequests.HistoryOf(Begin(nameof(HistoryAsync), Templates<T>.OfTypeHistory), T.ResourceType, null), cancellationToken);

    /// <summary>history of a resource: the first page.</summary>
    protected Task<FhirPage<T>> HistoryAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(id);
        return FirstAsync<T>(SearchRequests.HistoryOf(Begin(nameof(HistoryAsync), Templates<T>.OfInstanceHistory), T.ResourceType, id), cancellationToken);
    }

    private static SearchRequest SearchOf<T, TQuery>(RefitCall call, FhirCriteria<TQuery> query)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(query);
        return SearchRequests.OfQuery(call, T.ResourceType, query.Query, query.MeansAll, canMeanAll: true);
    }

    private static Task<FhirPage<T>> FirstAsync<T>(SearchRequest search, CancellationToken cancellationToken)
        where T : Resource
    {
        search.Guard(search.Criteria);
        var run = new SearchRun(search);
        return PageAsync<T>(run, run.First()!, cancellationToken);
    }

    private static PagedEnumerable<FhirPage<T>, T> All<T>(SearchRequest search)
        where T : Resource
    {
        if (search.AsksForNoMatches)
        {
            throw new InvalidOperationException($"The search of {search.ResourceType} asks for the number of matches alone: look at its first page.");
        }

        // The run goes from page to page with the token: each enumeration has its own.
        return PagedEnumerable.Create<FhirPage<T>, T, SearchRun?>(
            (run, cancellationToken) => run is null ? FirstAsync<T>(search, cancellationToken) : PageAsync<T>(run, run.Next()!, cancellationToken),
            static page => page.Matches,
            static (page, _) => PageContinuation.To(page.Run is { Place: not null } run ? run : null));
    }

    private static async Task<FhirPage<T>> PageAsync<T>(SearchRun run, FhirRequest request, CancellationToken cancellationToken)
        where T : Resource
    {
        var bundle = await run.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return new(new FhirSearch<T>(run.Search).NewPage(run, bundle), run);
    }
}
