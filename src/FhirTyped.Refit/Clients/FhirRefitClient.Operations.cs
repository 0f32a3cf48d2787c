using FhirTyped.R4;
using Refit;

namespace FhirTyped;

/// <content>Operations.</content>
public abstract partial class FhirRefitClient
{
    /// <summary><c>$everything</c>: all pages.</summary>
    protected PagedEnumerable<FhirPage<Resource>, Resource> Everything<T>(string id, EverythingOptions? options)
        where T : Resource, IFhirResource<T> =>
        All<Resource>(OperationSearches.Everything(Caller(nameof(Everything), Templates<T>.OfInstance + "/$everything"), T.ResourceType, id, options));

    /// <summary><c>$everything</c>: the first page.</summary>
    protected Task<FhirPage<Resource>> EverythingAsync<T>(string id, EverythingOptions? options, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => FirstAsync<Resource>(
            OperationSearches.Everything(Caller(nameof(EverythingAsync), Templates<T>.OfInstance + "/$everything"), T.ResourceType, id, options), cancellationToken);

    /// <summary><c>$docref</c>: all pages.</summary>
    protected PagedEnumerable<FhirPage<DocumentReference>, DocumentReference> Docref(string patientId, DocrefOptions? options) =>
        All<DocumentReference>(OperationSearches.Docref(Caller(nameof(Docref), "/DocumentReference/$docref"), patientId, options));

    /// <summary><c>$docref</c>: the first page.</summary>
    protected Task<FhirPage<DocumentReference>> DocrefAsync(string patientId, DocrefOptions? options, CancellationToken cancellationToken) =>
        FirstAsync<DocumentReference>(OperationSearches.Docref(Caller(nameof(DocrefAsync), "/DocumentReference/$docref"), patientId, options), cancellationToken);

    /// <summary><c>$lastn</c>: all pages.</summary>
    protected PagedEnumerable<FhirPage<Observation>, Observation> Lastn<TQuery>(FhirCriteria<TQuery> query, int max)
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() => All<Observation>(LastnOf(nameof(Lastn), query, max));

    /// <summary><c>$lastn</c>: the first page.</summary>
    protected Task<FhirPage<Observation>> LastnAsync<TQuery>(FhirCriteria<TQuery> query, int max, CancellationToken cancellationToken)
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() => FirstAsync<Observation>(LastnOf(nameof(LastnAsync), query, max), cancellationToken);

    /// <summary><c>$summary</c>.</summary>
    protected Task<Bundle> SummaryAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => Caller(nameof(SummaryAsync), Templates<T>.OfInstance + "/$summary").SummaryAsync(T.ResourceType, id, cancellationToken);

    /// <summary><c>$match</c>.</summary>
    protected async Task<FhirPage<T>> MatchAsync<T>(Parameters parameters, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var page = await Caller(nameof(MatchAsync), Templates<T>.OfType + "/$match").MatchAsync<T>(T.ResourceType, parameters, cancellationToken).ConfigureAwait(false);
        return new(page, run: null);
    }

    /// <summary>An operation by POST that gives one kind of resource.</summary>
    protected Task<TResult> OperationAsync<T, TResult>(string method, string operation, Parameters parameters, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TResult : Resource
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return Caller(method, Templates<T>.OfType + "/$" + operation).CallAsync<TResult>(T.ResourceType, operation, parameters, cancellationToken);
    }

    private OperationCaller Caller(string method, string template) => new(Begin(method, template));

    private SearchRequest LastnOf<TQuery>(string method, FhirCriteria<TQuery> query, int max)
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(query);
        return OperationSearches.Lastn(Caller(method, "/Observation/$lastn"), query.Query, query.MeansAll, max);
    }
}
