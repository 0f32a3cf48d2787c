using FhirTyped.R4;

namespace FhirTyped;

// search.
public abstract partial class FhirPlatformClient
{
    /// <summary>See <see cref="ISearchEndpoint{T, TQuery}.Search(Action{TQuery})"/>.</summary>
    protected FhirSearch<T> Search<T, TQuery>(Action<TQuery> build)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(build);
        var query = QueryBuild.Run(build, out var meansAll);
        return new(SearchRequests.OfQuery(Exchange, T.ResourceType, query, meansAll, canMeanAll: true));
    }

    /// <summary>See <see cref="ISearchEndpoint{T, TQuery}.Search(ref FhirQueryInterpolatedStringHandler)"/>.</summary>
    protected FhirSearch<T> Search<T>(ref FhirQueryInterpolatedStringHandler query)
        where T : Resource, IFhirResource<T> =>
        new(SearchRequests.OfQuery(Exchange, T.ResourceType, query.ToQuery(), meansAll: false, canMeanAll: false));
}
