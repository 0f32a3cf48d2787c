using System.Runtime.CompilerServices;
using FhirTyped.Pages;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// A search that was built and not yet sent. Enumerating it streams the matches over all pages; nothing is sent before, and
/// each enumeration asks the server anew. A page that fails throws: results never end early without a word.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <typeparam name="T">The resource type of the matches.</typeparam>
public sealed class FhirSearch<T> : IAsyncEnumerable<T>
    where T : Resource
{
    private readonly SearchRequest? _request;

    internal FhirSearch(SearchRequest request) => _request = request;

    internal FhirSearch(IReadOnlyList<T> resources) => Resources = resources;

    /// <summary>What is sent, and what is done with its answer.</summary>
    internal SearchRequest Request => _request
        ?? throw new InvalidOperationException($"The search is made of resources ({nameof(FhirSearch)}.{nameof(FhirSearch.FromResources)}): there is no server to ask.");

    /// <summary>What it gives without asking anybody; null for a search.</summary>
    internal IReadOnlyList<T>? Resources { get; }

    /// <summary>The resource type that is searched.</summary>
    public string ResourceType => _request?.ResourceType ?? (Resources is [var first, ..] ? first.TypeName : typeof(T).Name);

    /// <summary>
    /// The search as it is sent by GET, relative to the base address. It may hold patient data: do not log it. Of a search that is made of resources it is the
    /// resource type.
    /// </summary>
    public string RelativeUrl => _request?.RelativeUrl ?? ResourceType;

    /// <summary>The first page, where the search was an entry of a batch.</summary>
    internal FhirSearchPage<T> ReadPage(FhirAnswer answer)
    {
        var run = new SearchRun(Request);
        return NewPage(run, run.Read("GET " + ResourceType + " search", answer));
    }

    /// <summary>Sends the search by POST to <c>_search</c>, so that no value stands in an address (https://hl7.org/fhir/R4/search.html#Introduction).</summary>
    /// <exception cref="InvalidOperationException">It is a history or an operation: only a search goes by POST to <c>_search</c>.</exception>
    public FhirSearch<T> ViaPost() => Resources is not null ? this : Request.IsTypeSearch
        ? new(Request with { IsPost = true })
        : throw new InvalidOperationException("Only a search goes by POST to _search.");

    /// <summary>Tells somebody after each page that is read how many matches there are so far, and how many the server counts (<c>Bundle.total</c>) where it does.</summary>
    /// <param name="progress">Who is told, whenever the search is enumerated.</param>
    public FhirSearch<T> WithProgress(IProgress<FhirProgress> progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return Resources is not null ? this : new(Request with { Progress = progress });
    }

    /// <summary>The pages, one after the other.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="FhirCapabilityException">The platform does not support the search; nothing was sent.</exception>
    /// <exception cref="FhirResponseException">The server refused the search or a later page.</exception>
    /// <exception cref="FhirDroppedFilterException">The server left out a filter.</exception>
    /// <exception cref="FhirContentMismatchException">A match is about another patient than was asked for.</exception>
    /// <exception cref="FhirSearchException">
    /// A page is no searchset, or cannot be read whole, or holds what was not searched for; a <c>next</c> link leads beside the base address, to a foreign
    /// host or in a circle; or a limit was passed.
    /// </exception>
    /// <exception cref="FhirTimeoutException">A page did not come in time, or the whole search took too long.</exception>
    /// <exception cref="FhirFormatException">A page is no FHIR JSON.</exception>
    public async IAsyncEnumerable<FhirSearchPage<T>> Pages([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Resources is { } resources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new FhirSearchPage<T>(resources);
            yield break;
        }

        Request.Guard(Request.Criteria);
        var run = new SearchRun(Request);
        var matches = 0;
        for (FhirRequest? request = run.First(); request is not null; request = run.Next())
        {
            var bundle = await run.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var page = NewPage(run, bundle);
            matches += page.Matches.Count;
            Request.Progress?.Report(new(matches, page.Total));
            yield return page;
        }
    }

    /// <summary>The matches, streamed over all pages.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="InvalidOperationException">The search asks for no matches (<c>_summary=count</c>, <c>_count=0</c>): there would be none, however many there are.</exception>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_request?.AsksForNoMatches == true)
        {
            throw new InvalidOperationException($"The search of {ResourceType} asks for the number of matches alone: call {nameof(CountAsync)}, or look at its first page.");
        }

        await foreach (var page in Pages(cancellationToken).ConfigureAwait(false))
        {
            foreach (var match in page.Matches)
            {
                yield return match;
            }
        }
    }

    /// <summary>The first page only.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<FhirSearchPage<T>> FirstPageAsync(CancellationToken cancellationToken = default)
    {
        if (Resources is { } resources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(resources);
        }

        Request.Guard(Request.Criteria);
        var run = new SearchRun(Request);
        var page = NewPage(run, await run.SendAsync(run.First(), cancellationToken).ConfigureAwait(false));
        Request.Progress?.Report(new(page.Matches.Count, page.Total));
        return page;
    }

    /// <summary>All matches as a list, <see cref="FhirSearch.MaximumListLength"/> at the most; one more is an error, so that a list is never cut short silently.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="FhirSearchException">There are more: give a limit, or stream them.</exception>
    public Task<List<T>> ToListAsync(CancellationToken cancellationToken = default) => ToListAsync(FhirSearch.MaximumListLength, cancellationToken);

    /// <summary>All matches as a list.</summary>
    /// <param name="max">The most that are expected; one more is an error, so that a list is never cut short silently. 1 or more.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="FhirSearchException">There are more.</exception>
    public async Task<List<T>> ToListAsync(int max, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var list = new List<T>();
        await foreach (var match in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (list.Count == max)
            {
                throw new FhirSearchException($"The search has more than {max} matches: raise the limit, narrow the search, or stream it.");
            }

            list.Add(match);
        }

        return list;
    }

    /// <summary>The first match, or null where there is none. Later pages are only read while there is none yet.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task<T?> FirstOrDefaultAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var match in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            return match;
        }

        return null;
    }

    /// <summary>The only match, or null where there is none. More than one is an error: one of several patients is not the one who was meant.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="FhirSearchException">There is more than one.</exception>
    public async Task<T?> SingleOrDefaultAsync(CancellationToken cancellationToken = default)
    {
        T? only = null;
        await foreach (var match in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            only = only is null ? match : throw new FhirSearchException($"The search of {ResourceType} has more than one match, and one at most was expected.");
        }

        return only;
    }

    /// <summary>Whether there is any match. Later pages are only read while there is none yet.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken = default) =>
        await FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>
    /// How many matches there are. The server is asked for the number alone where the platform declares <c>_summary</c> (or <c>_total</c> and <c>_count</c>)
    /// for the type; elsewhere, where it does not say, and with a local filter, all pages are read and their matches counted.
    /// </summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    /// <exception cref="FhirSearchException">The answer is no page of this search, or its total is no number of matches.</exception>
    public async Task<int> CountAsync(CancellationToken cancellationToken = default)
    {
        if (Resources is { } resources)
        {
            return resources.Count;
        }

        Request.Guard(Request.Criteria);
        if (CountRequest.Of(Request) is { } asked)
        {
            var run = new SearchRun(asked);
            if (CountRequest.Read(await run.SendAsync(run.First(), cancellationToken).ConfigureAwait(false)) is { } total)
            {
                return total;
            }
        }

        var count = 0;
        var pages = new FhirSearch<T>(CountRequest.OfPages(Request) with { Guard = static _ => { } });
        await foreach (var page in pages.Pages(cancellationToken).ConfigureAwait(false))
        {
            count += page.Matches.Count;
        }

        return count;
    }

    /// <summary>The page after a place.</summary>
    internal async Task<FhirSearchPage<T>> ReadAfterAsync(SearchPlace place, CancellationToken cancellationToken)
    {
        var run = new SearchRun(place);
        return NewPage(run, await run.SendAsync(run.Next()!, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The page that a run has read.</summary>
    internal FhirSearchPage<T> NewPage(SearchRun run, Bundle bundle) => new(bundle, run.Receipt, Request, run.Checks, run.Place);
}
