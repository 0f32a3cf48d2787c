using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

// search.
public abstract partial class FhirPlatformClient
{
    /// <inheritdoc/>
    FhirSearch<Resource> IFhirPlatformClient.Search(string relativeUrl)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(relativeUrl);
        var question = relativeUrl.IndexOf('?', StringComparison.Ordinal);
        var resourceType = question < 0 ? relativeUrl : relativeUrl[..question];
        var text = question < 0 ? "" : relativeUrl[(question + 1)..];
        if (Platform.Judge.IsContinuation(SearchQuery.Parse(resourceType, text)))
        {
            return ContinuationOf(resourceType, text);
        }

        if (!R4Definitions.IsResourceType(resourceType))
        {
            throw new ArgumentException("A search is a resource type, a question mark and a query.", nameof(relativeUrl));
        }

        return SearchOf<Resource>(resourceType, SearchTextWriter.Rewrite(text), meansAll: false, canMeanAll: false);
    }

    /// <summary>See <see cref="ISearchEndpoint{T, TQuery}.Search(Action{TQuery})"/>.</summary>
    protected FhirSearch<T> Search<T, TQuery>(Action<TQuery> build)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(build);
        var query = QueryBuild.Run(build, out var meansAll);
        return SearchOf<T>(T.ResourceType, query, meansAll, canMeanAll: true);
    }

    /// <summary>See <see cref="ISearchEndpoint{T, TQuery}.Search(ref FhirQueryInterpolatedStringHandler)"/>.</summary>
    protected FhirSearch<T> Search<T>(ref FhirQueryInterpolatedStringHandler query)
        where T : Resource, IFhirResource<T> => SearchOf<T>(T.ResourceType, query.ToQuery(), meansAll: false, canMeanAll: false);

    /// <summary>A further page of an earlier search, by the address that the server gave: that is its own, and sent as it stands.</summary>
    private FhirSearch<Resource> ContinuationOf(string resourceType, string query)
    {
        if (query.Any(static c => char.IsControl(c) || c == '#'))
        {
            throw new ArgumentException("The address of a further page has no control characters and no fragment.", nameof(query));
        }

        var request = ("GET " + resourceType).TrimEnd();
        return new(new SearchRequest(
            this, resourceType, resourceType, query, _ => Guard(Platform.Judge.JudgeRequest("GET", resourceType + "?" + query), request)) { IsContinuation = true });
    }

    private FhirSearch<T> SearchOf<T>(string resourceType, string query, bool meansAll, bool canMeanAll)
        where T : Resource
    {
        // Judged when it is run: building a search costs no more than its address.
        return new(new SearchRequest(this, resourceType, resourceType, query, criteria => GuardSearch(criteria, meansAll, canMeanAll)));
    }

    private void GuardSearch(SearchQuery query, bool meansAll, bool canMeanAll) => Guard(
        Platform.Judge.JudgeSearch(query with { MeansAll = meansAll, CanMeanAll = canMeanAll, NeedsFilter = true }), "GET " + query.ResourceType);
}
