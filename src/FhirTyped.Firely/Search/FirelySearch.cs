using System.Runtime.CompilerServices;
using FhirTyped.R4;
using FirelyResource = Hl7.Fhir.Model.Resource;

namespace FhirTyped.Firely;

/// <summary>
/// A search that gives resources of the Firely SDK: what <c>AsFirely()</c> makes of a <see cref="FhirSearch{T}"/>. Enumerating it streams the matches over all
/// pages; nothing is sent before, and each enumeration asks the server anew. What the search throws, this throws too.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <typeparam name="T">The resource type of the matches, of <c>Hl7.Fhir.Model</c>.</typeparam>
public sealed class FirelySearch<T> : IAsyncEnumerable<T>
    where T : FirelyResource
{
    private readonly IFirelySearchSource<T> _source;

    private FirelySearch(IFirelySearchSource<T> source) => _source = source;

    /// <summary>The resource type that is searched.</summary>
    public string ResourceType => _source.ResourceType;

    /// <summary>The search as it is sent by GET, relative to the base address. It may hold patient data: do not log it.</summary>
    public string RelativeUrl => _source.RelativeUrl;

    /// <summary>The matches, streamed over all pages.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="FirelyConversionException">Firely's model would lose something of a match.</exception>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => _source.Matches(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>The pages, one after the other.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public IAsyncEnumerable<FirelySearchPage<T>> Pages(CancellationToken cancellationToken = default) => _source.Pages(cancellationToken);

    /// <summary>The first page only.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<FirelySearchPage<T>> FirstPageAsync(CancellationToken cancellationToken = default) => _source.FirstPageAsync(cancellationToken);

    /// <summary>All matches as a list, <see cref="FhirSearch.MaximumListLength"/> at the most; one more is an error, so that a list is never cut short silently.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="FhirSearchException">There are more: give a limit, or stream them.</exception>
    /// <exception cref="FirelyConversionException">Firely's model would lose something of a match.</exception>
    public Task<List<T>> ToListAsync(CancellationToken cancellationToken = default) => _source.ToListAsync(FhirSearch.MaximumListLength, cancellationToken);

    /// <summary>All matches as a list.</summary>
    /// <param name="max">The most that are expected; one more is an error. 1 or more.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="FhirSearchException">There are more.</exception>
    /// <exception cref="FirelyConversionException">Firely's model would lose something of a match.</exception>
    public Task<List<T>> ToListAsync(int max, CancellationToken cancellationToken = default) => _source.ToListAsync(max, cancellationToken);

    /// <summary>The first match, or null where there is none. Later pages are only read while there is none yet.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="FirelyConversionException">Firely's model would lose something of it.</exception>
    public Task<T?> FirstOrDefaultAsync(CancellationToken cancellationToken = default) => _source.FirstOrDefaultAsync(cancellationToken);

    /// <summary>The only match, or null where there is none. More than one is an error: one of several patients is not the one who was meant.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="FhirSearchException">There is more than one.</exception>
    /// <exception cref="FirelyConversionException">Firely's model would lose something of it.</exception>
    public Task<T?> SingleOrDefaultAsync(CancellationToken cancellationToken = default) => _source.SingleOrDefaultAsync(cancellationToken);

    /// <summary>Whether there is any match. Later pages are only read while there is none yet.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public Task<bool> AnyAsync(CancellationToken cancellationToken = default) => _source.AnyAsync(cancellationToken);

    /// <summary>How many matches there are, as <see cref="FhirSearch{T}.CountAsync"/> finds out.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public Task<int> CountAsync(CancellationToken cancellationToken = default) => _source.CountAsync(cancellationToken);

    internal static FirelySearch<T> Of<TModel>(FhirSearch<TModel> search)
        where TModel : Resource => new(new Source<TModel>(search ?? throw new ArgumentNullException(nameof(search))));

    private sealed class Source<TModel>(FhirSearch<TModel> search) : IFirelySearchSource<T>
        where TModel : Resource
    {
        public string ResourceType => search.ResourceType;

        public string RelativeUrl => search.RelativeUrl;

        public async IAsyncEnumerable<T> Matches([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var match in search.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return match.ToFirely<T>();
            }
        }

        public async IAsyncEnumerable<FirelySearchPage<T>> Pages([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var page in search.Pages(cancellationToken).ConfigureAwait(false))
            {
                yield return FirelySearchPage<T>.Of(page);
            }
        }

        public async Task<FirelySearchPage<T>> FirstPageAsync(CancellationToken cancellationToken) =>
            FirelySearchPage<T>.Of(await search.FirstPageAsync(cancellationToken).ConfigureAwait(false));

        public async Task<List<T>> ToListAsync(int max, CancellationToken cancellationToken) =>
            (await search.ToListAsync(max, cancellationToken).ConfigureAwait(false)).ConvertAll(static match => match.ToFirely<T>());

        public async Task<T?> FirstOrDefaultAsync(CancellationToken cancellationToken) =>
            (await search.FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false))?.ToFirely<T>();

        public async Task<T?> SingleOrDefaultAsync(CancellationToken cancellationToken) =>
            (await search.SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false))?.ToFirely<T>();

        public Task<bool> AnyAsync(CancellationToken cancellationToken) => search.AnyAsync(cancellationToken);

        public Task<int> CountAsync(CancellationToken cancellationToken) => search.CountAsync(cancellationToken);
    }
}
