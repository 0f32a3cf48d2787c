using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

// The same for resource types by name. Members of the interface alone, so that a typed client shows what its platform has.
public abstract partial class FhirPlatformClient
{
    Task<Resource> IFhirPlatformClient.ReadAsync(string resourceType, string id, CancellationToken cancellationToken) =>
        _reader.ReadAsync(Type(resourceType), id, cancellationToken);

    Task<Resource?> IFhirPlatformClient.TryReadAsync(string resourceType, string id, CancellationToken cancellationToken) =>
        _reader.TryReadAsync(Type(resourceType), id, cancellationToken);

    Task<Resource> IFhirPlatformClient.VReadAsync(string resourceType, string id, string versionId, CancellationToken cancellationToken) =>
        _reader.VReadAsync(Type(resourceType), id, versionId, cancellationToken);

    Task<Resource?> IFhirPlatformClient.ReadIfNoneMatchAsync(string resourceType, string id, string versionId, CancellationToken cancellationToken) =>
        _reader.ReadIfNoneMatchAsync(Type(resourceType), id, versionId, cancellationToken);

    Task<Resource?> IFhirPlatformClient.ReadIfModifiedSinceAsync(string resourceType, string id, DateTimeOffset since, CancellationToken cancellationToken) =>
        _reader.ReadIfModifiedSinceAsync(Type(resourceType), id, since, cancellationToken);

    FhirSearch<Resource> IFhirPlatformClient.History(string? resourceType, string? id)
    {
        ThrowIfIdWithoutType(resourceType, id);
        return new(SearchRequests.HistoryOf(Exchange, resourceType is null ? null : Type(resourceType), id));
    }

    FhirSearch<Resource> IFhirPlatformClient.Search(string relativeUrl) => new(SearchRequests.OfText(Exchange, relativeUrl));

    Task<FhirWriteResult<Resource>> IFhirPlatformClient.CreateAsync(Resource resource, CancellationToken cancellationToken) =>
        _writer.CreateAsync(TypeOf(resource), resource, cancellationToken);

    Task<FhirWriteResult<Resource>> IFhirPlatformClient.CreateIfNoneExistAsync(Resource resource, string criteria, CancellationToken cancellationToken) =>
        _writer.CreateIfNoneExistAsync(TypeOf(resource), resource, Criteria(criteria), cancellationToken);

    Task<FhirWriteResult<Resource>> IFhirPlatformClient.UpdateAsync(Resource resource, CancellationToken cancellationToken) =>
        _writer.UpdateAsync(TypeOf(resource), resource, cancellationToken);

    Task<FhirWriteResult<Resource>> IFhirPlatformClient.ConditionalUpdateAsync(Resource resource, string criteria, CancellationToken cancellationToken) =>
        _writer.ConditionalUpdateAsync(TypeOf(resource), resource, Criteria(criteria), cancellationToken);

    Task<FhirWriteResult<Resource>> IFhirPlatformClient.PatchAsync(string resourceType, string id, JsonPatch patch, CancellationToken cancellationToken) =>
        _writer.PatchAsync<Resource>(Type(resourceType), id, patch, cancellationToken);

    Task<FhirWriteResult<Resource>> IFhirPlatformClient.PatchAsync(string resourceType, string id, FhirPathPatch patch, CancellationToken cancellationToken) =>
        _writer.PatchAsync<Resource>(Type(resourceType), id, patch, cancellationToken);

    Task IFhirPlatformClient.DeleteAsync(string resourceType, string id, string? versionId, CancellationToken cancellationToken) =>
        _writer.DeleteAsync(Type(resourceType), id, EntityTags.RequireVersion(versionId, nameof(versionId), nameof(versionId)), cancellationToken);

    Task IFhirPlatformClient.ConditionalDeleteAsync(string resourceType, string criteria, CancellationToken cancellationToken) =>
        _writer.DeleteByCriteriaAsync(Type(resourceType), Criteria(criteria), ConditionalSupport.DeleteSingle, cancellationToken);

    Task IFhirPlatformClient.ConditionalDeleteMultipleAsync(string resourceType, string criteria, CancellationToken cancellationToken) =>
        _writer.DeleteByCriteriaAsync(Type(resourceType), Criteria(criteria), ConditionalSupport.DeleteMultiple, cancellationToken);

    Task<Resource?> IFhirPlatformClient.OperationAsync(
        string name, Parameters? parameters, string? resourceType, string? id, CancellationToken cancellationToken)
    {
        ThrowIfIdWithoutType(resourceType, id);
        return CallAsync(resourceType is null ? null : Type(resourceType), id, name, parameters, cancellationToken);
    }

    FhirBatch IFhirPlatformClient.NewBatch() => NewBatch();

    FhirTransaction IFhirPlatformClient.NewTransaction() => NewTransaction();

    Task<FhirDownload> IFhirPlatformClient.DownloadAsync(string id, CancellationToken cancellationToken) => DownloadAsync(id, cancellationToken);

    Task<FhirDownload> IFhirPlatformClient.DownloadAsync(Attachment attachment, CancellationToken cancellationToken) => DownloadAsync(attachment, cancellationToken);

    Task<FhirResponse> IFhirPlatformClient.SendAsync(HttpMethod method, string relativeUrl, Resource? body, CancellationToken cancellationToken) =>
        new RequestRouter(this, Exchange, _writer).SendAsync(method, relativeUrl, body, cancellationToken);

    private static string Type(string resourceType)
    {
        FhirId.ThrowIfNoType(resourceType, nameof(resourceType));
        return resourceType;
    }

    private static string TypeOf(Resource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Type(resource.TypeName);
    }

    private static string Criteria(string criteria)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        return SearchTextWriter.Rewrite(criteria);
    }

    private static void ThrowIfIdWithoutType(string? resourceType, string? id)
    {
        if (resourceType is null && id is not null)
        {
            throw new ArgumentException("There is an id and no resource type.", nameof(id));
        }
    }
}
