using FhirTyped.Capabilities;
using FhirTyped.R4;
using Refit;

namespace FhirTyped;

/// <content>Writes. What they give is what is there now: as the server sent it, or as it was sent, with the id and version that the answer's head names.</content>
public abstract partial class FhirRefitClient
{
    /// <summary>create.</summary>
    protected Task<T?> CreateAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => CreateAsync(Begin(nameof(CreateAsync), Templates<T>.OfType), resource, cancellationToken);

    /// <summary>create, with the answer itself.</summary>
    protected Task<ApiResponse<T?>> CreateWithResponseAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => RespondAsync(nameof(CreateWithResponseAsync), Templates<T>.OfType, resource, CreateAsync, cancellationToken);

    /// <summary>Conditional create.</summary>
    protected Task<T?> CreateIfNoneExistAsync<T>(T resource, string criteria, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        CreateIfNoneExistAsync(Begin(nameof(CreateIfNoneExistAsync), Templates<T>.OfType), (resource, criteria), cancellationToken);

    /// <summary>Conditional create, with the answer itself.</summary>
    protected Task<ApiResponse<T?>> CreateIfNoneExistWithResponseAsync<T>(T resource, string criteria, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        RespondAsync(nameof(CreateIfNoneExistWithResponseAsync), Templates<T>.OfType, (resource, criteria), CreateIfNoneExistAsync<T>, cancellationToken);

    /// <summary>update.</summary>
    protected Task<T?> UpdateAsync<T>(string id, T resource, string? ifMatch, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => UpdateAsync(Begin(nameof(UpdateAsync), Templates<T>.OfInstance), (id, resource, ifMatch), cancellationToken);

    /// <summary>update, with the answer itself.</summary>
    protected Task<ApiResponse<T?>> UpdateWithResponseAsync<T>(string id, T resource, string? ifMatch, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        RespondAsync(nameof(UpdateWithResponseAsync), Templates<T>.OfInstance, (id, resource, ifMatch), UpdateAsync<T>, cancellationToken);

    /// <summary>Conditional update.</summary>
    protected Task<T?> ConditionalUpdateAsync<T, TQuery>(FhirCriteria<TQuery> criteria, T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() =>
        ConditionalUpdateAsync(Begin(nameof(ConditionalUpdateAsync), Templates<T>.OfType), ((FhirCriteria)criteria, resource), cancellationToken);

    /// <summary>Conditional update, with the answer itself.</summary>
    protected Task<ApiResponse<T?>> ConditionalUpdateWithResponseAsync<T, TQuery>(FhirCriteria<TQuery> criteria, T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() =>
        RespondAsync(nameof(ConditionalUpdateWithResponseAsync), Templates<T>.OfType, ((FhirCriteria)criteria, resource), ConditionalUpdateAsync<T>, cancellationToken);

    /// <summary>patch.</summary>
    protected Task<T?> PatchAsync<T>(string id, JsonPatch patch, string? ifMatch, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => PatchAsync<T>(Begin(nameof(PatchAsync), Templates<T>.OfInstance), (id, patch, ifMatch), cancellationToken);

    /// <summary>patch, with the answer itself.</summary>
    protected Task<ApiResponse<T?>> PatchWithResponseAsync<T>(string id, JsonPatch patch, string? ifMatch, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        RespondAsync<(string, JsonPatch, string?), T?>(nameof(PatchWithResponseAsync), Templates<T>.OfInstance, (id, patch, ifMatch), PatchAsync<T>, cancellationToken);

    /// <summary>patch by FHIRPath.</summary>
    protected Task<T?> PatchAsync<T>(string id, FhirPathPatch patch, string? ifMatch, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => PatchAsync<T>(Begin(nameof(PatchAsync), Templates<T>.OfInstance), (id, patch, ifMatch), cancellationToken);

    /// <summary>patch by FHIRPath, with the answer itself.</summary>
    protected Task<ApiResponse<T?>> PatchWithResponseAsync<T>(string id, FhirPathPatch patch, string? ifMatch, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        RespondAsync<(string, FhirPathPatch, string?), T?>(nameof(PatchWithResponseAsync), Templates<T>.OfInstance, (id, patch, ifMatch), PatchAsync<T>, cancellationToken);

    /// <summary>delete.</summary>
    protected Task DeleteAsync<T>(string id, string? ifMatch, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => WriterOf(Begin(nameof(DeleteAsync), Templates<T>.OfInstance)).DeleteAsync(T.ResourceType, id, VersionOf(ifMatch), cancellationToken);

    /// <summary>Conditional delete of one resource.</summary>
    protected Task ConditionalDeleteAsync<T, TQuery>(FhirCriteria<TQuery> criteria, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() =>
        DeleteByCriteriaAsync<T>(nameof(ConditionalDeleteAsync), criteria, ConditionalSupport.DeleteSingle, cancellationToken);

    /// <summary>Conditional delete of any number of resources.</summary>
    protected Task ConditionalDeleteMultipleAsync<T, TQuery>(FhirCriteria<TQuery> criteria, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new() =>
        DeleteByCriteriaAsync<T>(nameof(ConditionalDeleteMultipleAsync), criteria, ConditionalSupport.DeleteMultiple, cancellationToken);

    private Task DeleteByCriteriaAsync<T>(string method, FhirCriteria criteria, ConditionalSupport support, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(criteria);
        return WriterOf(Begin(method, Templates<T>.OfType)).DeleteByCriteriaAsync(T.ResourceType, criteria.Query, support, cancellationToken);
    }

    private static async Task<T?> CreateAsync<T>(RefitCall call, T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => (await WriterOf(call).CreateAsync(T.ResourceType, resource, cancellationToken).ConfigureAwait(false)).Resource;

    private static async Task<T?> CreateIfNoneExistAsync<T>(RefitCall call, (T Resource, string Criteria) write, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(write.Criteria);
        var query = SearchTextWriter.Rewrite(write.Criteria);
        return (await WriterOf(call).CreateIfNoneExistAsync(T.ResourceType, write.Resource, query, cancellationToken).ConfigureAwait(false)).Resource;
    }

    private static async Task<T?> UpdateAsync<T>(RefitCall call, (string Id, T Resource, string? IfMatch) write, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(write.Resource);
        if (write.Id != write.Resource.Id)
        {
            throw new ArgumentException("The id is another one than that of the resource. Nothing was sent.", nameof(write));
        }

        var version = VersionOf(write.IfMatch) ?? WriteRequest.VersionOf(write.Resource, "resource");
        return (await WriterOf(call).UpdateAsync(T.ResourceType, write.Resource, version, cancellationToken).ConfigureAwait(false)).Resource;
    }

    private static async Task<T?> ConditionalUpdateAsync<T>(RefitCall call, (FhirCriteria Criteria, T Resource) write, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(write.Criteria);
        return (await WriterOf(call).ConditionalUpdateAsync(T.ResourceType, write.Resource, write.Criteria.Query, cancellationToken).ConfigureAwait(false)).Resource;
    }

    private static async Task<T?> PatchAsync<T>(RefitCall call, (string Id, JsonPatch Patch, string? IfMatch) write, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(write.Patch);
        var result = await WriterOf(call)
            .PatchAsync<T>(T.ResourceType, write.Id, write.Patch, VersionOf(write.IfMatch ?? write.Patch.VersionId), cancellationToken).ConfigureAwait(false);
        return result.Resource;
    }

    private static async Task<T?> PatchAsync<T>(RefitCall call, (string Id, FhirPathPatch Patch, string? IfMatch) write, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(write.Patch);
        var result = await WriterOf(call)
            .PatchAsync<T>(T.ResourceType, write.Id, write.Patch, VersionOf(write.IfMatch ?? write.Patch.VersionId), cancellationToken).ConfigureAwait(false);
        return result.Resource;
    }

    private static ResourceWriter WriterOf(RefitCall call) => new(call, new ResourceReader(call));

    // Null is none; an empty one would be dropped without a word.
    private static string? VersionOf(string? ifMatch) => ifMatch is null ? null
        : EntityTags.RequireVersion(ifMatch, "If-Match", nameof(ifMatch)) ?? throw new ArgumentException("An empty version would be dropped.", nameof(ifMatch));
}
