using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

// Conditional requests: https://hl7.org/fhir/R4/http.html#cond-update.
public abstract partial class FhirPlatformClient
{
    /// <summary>See <see cref="IConditionalCreateEndpoint{T, TQuery}.CreateIfNoneExistAsync"/>.</summary>
    protected async Task<FhirWriteResult<T>> CreateIfNoneExistAsync<T, TQuery>(T resource, Action<TQuery> criteria, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(resource);
        var query = BuildCriteria(criteria);
        var request = "POST " + T.ResourceType + " if none exist";
        GuardConditional(T.ResourceType, ConditionalSupport.Create, query, request);
        var answer = await Connection.SendAsync(
            WithBody(resource, new(HttpMethod.Post, Connection.AddressOf(T.ResourceType), request) { IfNoneExist = query, Kind = FhirRequestKind.Conditional }),
            cancellationToken).ConfigureAwait(false);

        // What was sent is not what is there where the server found another one.
        return WriteAnswer.Read(request, answer, id: null, answer.StatusCode == HttpStatusCode.Created ? resource : null);
    }

    /// <summary>See <see cref="IConditionalUpdateEndpoint{T, TQuery}.ConditionalUpdateAsync"/>.</summary>
    protected async Task<FhirWriteResult<T>> ConditionalUpdateAsync<T, TQuery>(T resource, Action<TQuery> criteria, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(resource);
        var query = BuildCriteria(criteria);
        var request = "PUT " + T.ResourceType + " by criteria";
        GuardConditional(T.ResourceType, ConditionalSupport.Update, query, request);
        GuardContent(resource, request);
        var answer = await Connection.SendAsync(
            WithBody(resource, new(HttpMethod.Put, Connection.AddressOf(T.ResourceType + "?" + query), request) { Kind = FhirRequestKind.Conditional }),
            cancellationToken).ConfigureAwait(false);
        return WriteAnswer.Read(request, answer, resource.Id, resource);
    }

    /// <summary>See <see cref="IConditionalDeleteEndpoint{T, TQuery}.ConditionalDeleteAsync"/>.</summary>
    protected Task ConditionalDeleteAsync<T, TQuery>(Action<TQuery> criteria, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() =>
        DeleteByCriteriaAsync<T>(BuildCriteria(criteria), ConditionalSupport.DeleteSingle, cancellationToken);

    /// <summary>See <see cref="IConditionalDeleteMultipleEndpoint{T, TQuery}.ConditionalDeleteMultipleAsync"/>.</summary>
    protected Task ConditionalDeleteMultipleAsync<T, TQuery>(Action<TQuery> criteria, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() =>
        DeleteByCriteriaAsync<T>(BuildCriteria(criteria), ConditionalSupport.DeleteMultiple, cancellationToken);

    /// <summary>See <see cref="IReadIfNoneMatchEndpoint{T}.ReadIfNoneMatchAsync"/>.</summary>
    protected Task<T?> ReadIfNoneMatchAsync<T>(string id, string versionId, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        var version = EntityTags.RequireVersion(versionId, nameof(versionId), nameof(versionId))
            ?? throw new ArgumentException("The version is missing.", nameof(versionId));
        return ReadIfChangedAsync<T>(id, ConditionalSupport.ReadNotMatch, request => request with { IfNoneMatch = version }, cancellationToken);
    }

    /// <summary>See <see cref="IReadIfModifiedSinceEndpoint{T}.ReadIfModifiedSinceAsync"/>.</summary>
    protected Task<T?> ReadIfModifiedSinceAsync<T>(string id, DateTimeOffset since, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        ReadIfChangedAsync<T>(id, ConditionalSupport.ReadModifiedSince, request => request with { IfModifiedSince = since }, cancellationToken);

    private static string BuildCriteria<TQuery>(Action<TQuery> criteria)
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(criteria);
        return QueryPool<TQuery>.Build(criteria, out _);
    }

    internal void GuardConditional(string resourceType, ConditionalSupport support, string query, string request) =>
        Guard(Platform.Judge.JudgeConditional(support, SearchQuery.Parse(resourceType, query)), request);

    private async Task DeleteByCriteriaAsync<T>(string query, ConditionalSupport support, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        var request = "DELETE " + T.ResourceType + " by criteria";
        GuardConditional(T.ResourceType, support, query, request);
        var address = Connection.AddressOf(T.ResourceType + "?" + query);
        try
        {
            await SendDeleteAsync(new(HttpMethod.Delete, address, request) { Kind = FhirRequestKind.Conditional }, cancellationToken).ConfigureAwait(false);
        }
        catch (FhirNotFoundException error) when (error.IsAboutResource)
        {
            // FHIR lets servers answer 404 where nothing matched: what was to be deleted is not there.
        }
    }

    private async Task<T?> ReadIfChangedAsync<T>(
        string id, ConditionalSupport support, Func<FhirRequest, FhirRequest> condition, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var request = "GET " + T.ResourceType + " if changed";
        Guard(Platform.Judge.JudgeConditional(T.ResourceType, support), request);
        var answer = await Connection.SendAsync(
            condition(new(HttpMethod.Get, Connection.AddressOf(T.ResourceType + "/" + id), request)), cancellationToken).ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.NotModified ? null : Expect<T>(request, answer, id);
    }
}
