using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>create, update, patch and delete (https://hl7.org/fhir/R4/http.html#create), whatever the resource type.</summary>
/// <remarks>Thread-safe. The resource type is one of the program's own, or was looked at with <see cref="FhirId.ThrowIfNoType"/>.</remarks>
internal sealed partial class ResourceWriter(ServerExchange exchange, ResourceReader reader)
{
    private readonly ConflictRetry _conflicts = new(exchange.Options);

    /// <summary>See <see cref="ICreateEndpoint{T}.CreateAsync"/>.</summary>
    public async Task<FhirWriteResult<T>> CreateAsync<T>(string resourceType, T resource, CancellationToken cancellationToken)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(resource);
        var request = "POST " + resourceType;
        exchange.Guard(exchange.Judge.JudgeInteraction(resourceType, FhirInteraction.Create), request);
        var answer = await exchange.SendAsync(
            WriteRequest.WithBody(resource, new(HttpMethod.Post, exchange.AddressOf(resourceType), request) { ResourceType = resourceType, Interaction = FhirInteraction.Create }),
            cancellationToken).ConfigureAwait(false);
        return WriteAnswer.Read(request, answer, resourceType, id: null, resource);
    }

    /// <summary>See <see cref="IUpdateEndpoint{T}.UpdateAsync"/>.</summary>
    public Task<FhirWriteResult<T>> UpdateAsync<T>(string resourceType, T resource, CancellationToken cancellationToken)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return UpdateAsync(resourceType, resource, WriteRequest.VersionOf(resource, nameof(resource)), cancellationToken);
    }

    /// <summary>Updates a resource whose version is given, or null for any.</summary>
    public async Task<FhirWriteResult<T>> UpdateAsync<T>(string resourceType, T resource, string? version, CancellationToken cancellationToken)
        where T : Resource
    {
        FhirId.ThrowIfInvalid(resource.Id, nameof(resource));
        var request = "PUT " + resourceType;
        exchange.Guard(exchange.Judge.JudgeUpdate(resourceType, hasVersion: version is not null), request);
        exchange.GuardContent(resource, request);
        var address = exchange.AddressOf(resourceType + "/" + resource.Id);
        var answer = await exchange.SendAsync(
            WriteRequest.WithBody(resource, new(HttpMethod.Put, address, request) { IfMatch = version, ResourceType = resourceType, Interaction = FhirInteraction.Update }),
            cancellationToken).ConfigureAwait(false);
        return WriteAnswer.Read(request, answer, resourceType, resource.Id, resource);
    }

    /// <summary>See <see cref="IModifyEndpoint{T}.ModifyAsync"/>.</summary>
    public async Task<FhirWriteResult<T>> ModifyAsync<T>(string resourceType, string id, Action<T> change, CancellationToken cancellationToken)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(change);
        FhirId.ThrowIfInvalid(id, nameof(id));
        return await _conflicts.ExecuteAsync(
            async (state, cancellationToken) =>
            {
                var (resourceType, id, change) = state;
                var resource = (T)await reader.ReadAsync(resourceType, id, cancellationToken).ConfigureAwait(false);
                var version = resource.Meta?.VersionId;
                ThrowIfUnversioned(resourceType, version);
                change(resource);

                // The condition is about what was read, whatever was done to it since.
                resource.Id = id;
                (resource.Meta ??= new Meta()).VersionId = version;
                return await UpdateAsync(resourceType, resource, cancellationToken).ConfigureAwait(false);
            },
            (ResourceType: resourceType, Id: id, Change: change), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>See <see cref="IPatchEndpoint{T}.PatchAsync"/>.</summary>
    public Task<FhirWriteResult<T>> PatchAsync<T>(string resourceType, string id, JsonPatch patch, CancellationToken cancellationToken)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(patch);
        return PatchAsync<T>(
            resourceType, id, patch, EntityTags.RequireVersion(patch.VersionId, nameof(JsonPatch) + "." + nameof(JsonPatch.VersionId), nameof(patch)), cancellationToken);
    }

    /// <summary>Patches a resource whose version is given, or null for any.</summary>
    public Task<FhirWriteResult<T>> PatchAsync<T>(string resourceType, string id, JsonPatch patch, string? version, CancellationToken cancellationToken)
        where T : Resource =>
        PatchAsync<T>(resourceType, id, PatchKind.JsonPatch, patch.ToUtf8Bytes(), FhirMediaTypes.JsonPatch, version, cancellationToken);

    /// <summary>See <see cref="IFhirPathPatchEndpoint{T}.PatchAsync"/>.</summary>
    public Task<FhirWriteResult<T>> PatchAsync<T>(string resourceType, string id, FhirPathPatch patch, CancellationToken cancellationToken)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(patch);
        return PatchAsync<T>(
            resourceType, id, patch, EntityTags.RequireVersion(patch.VersionId, nameof(FhirPathPatch) + "." + nameof(FhirPathPatch.VersionId), nameof(patch)), cancellationToken);
    }

    /// <summary>Patches a resource whose version is given, or null for any.</summary>
    public Task<FhirWriteResult<T>> PatchAsync<T>(string resourceType, string id, FhirPathPatch patch, string? version, CancellationToken cancellationToken)
        where T : Resource =>
        PatchAsync<T>(resourceType, id, PatchKind.FhirPathPatch, FhirJson.ToUtf8Bytes(patch.ToParameters()), FhirMediaTypes.Json, version, cancellationToken);

    /// <summary>Patches with a body that stands already.</summary>
    public async Task<FhirWriteResult<T>> PatchAsync<T>(
        string resourceType, string id, PatchKind kind, byte[] body, string contentType, string? version, CancellationToken cancellationToken)
        where T : Resource
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var request = "PATCH " + resourceType;
        exchange.Guard(exchange.Judge.JudgePatch(resourceType, kind, hasVersion: version is not null), request);
        var answer = await exchange.SendAsync(
            new(HttpMethod.Patch, exchange.AddressOf(resourceType + "/" + id), request)
            {
                ResourceType = resourceType,
                Interaction = FhirInteraction.Patch,
                Body = body,
                ContentType = contentType,
                IfMatch = version,
                IsWrite = true,
                Prefer = WriteRequest.PreferRepresentation,
            },
            cancellationToken).ConfigureAwait(false);
        return WriteAnswer.Read<T>(request, answer, resourceType, id, sent: null);
    }

    /// <summary>See <see cref="IDeleteEndpoint{T}.DeleteAsync(string, CancellationToken)"/>.</summary>
    public async Task DeleteAsync(string resourceType, string id, string? version, CancellationToken cancellationToken)
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var request = "DELETE " + resourceType;
        exchange.Guard(exchange.Judge.JudgeWrite(resourceType, FhirInteraction.Delete, hasVersion: version is not null), request);
        await SendDeleteAsync(
            new(HttpMethod.Delete, exchange.AddressOf(resourceType + "/" + id), request) { IfMatch = version, ResourceType = resourceType }, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendDeleteAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var answer = await exchange.SendAsync(request with { IsWrite = true, Interaction = FhirInteraction.Delete }, cancellationToken).ConfigureAwait(false);
        WriteAnswer.ThrowIfUnproven(request.Description, answer);
    }

    /// <summary>Throws where nobody could tell whether somebody else has changed the resource meanwhile: his change would be lost without a word.</summary>
    private static void ThrowIfUnversioned(string resourceType, string? version)
    {
        if (EntityTags.ValidVersionOf(version) is null)
        {
            throw new FhirProtocolException(
                "GET " + resourceType, "the server gave no version, neither in meta.versionId nor by ETag, so that a change of somebody else "
                    + "could be overwritten unseen. Read and update it yourself where that cannot be. Nothing was written.", HttpStatusCode.OK);
        }
    }
}
