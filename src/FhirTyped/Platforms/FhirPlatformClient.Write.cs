using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.Pages;
using FhirTyped.R4;

namespace FhirTyped;

// create, update, patch and delete.
public abstract partial class FhirPlatformClient
{
    private const string PreferRepresentation = "return=representation";

    /// <summary>See <see cref="ICreateEndpoint{T}.CreateAsync"/>.</summary>
    protected async Task<FhirWriteResult<T>> CreateAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        var request = "POST " + T.ResourceType;
        Guard(Platform.Judge.JudgeInteraction(T.ResourceType, FhirInteraction.Create), request);
        var answer = await Connection.SendAsync(
            WithBody(resource, new(HttpMethod.Post, Connection.AddressOf(T.ResourceType), request)), cancellationToken).ConfigureAwait(false);
        return WriteAnswer.Read(request, answer, id: null, resource);
    }

    /// <summary>See <see cref="IUpdateEndpoint{T}.UpdateAsync"/>.</summary>
    protected async Task<FhirWriteResult<T>> UpdateAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        FhirId.ThrowIfInvalid(resource.Id, nameof(resource));
        var version = VersionOf(resource, nameof(resource));
        var request = "PUT " + T.ResourceType;
        Guard(Platform.Judge.JudgeUpdate(T.ResourceType, hasVersion: version is not null), request);
        GuardContent(resource, request);
        var address = Connection.AddressOf(T.ResourceType + "/" + resource.Id);
        var answer = await Connection.SendAsync(
            WithBody(resource, new(HttpMethod.Put, address, request) { IfMatch = version }), cancellationToken).ConfigureAwait(false);
        return WriteAnswer.Read(request, answer, resource.Id, resource);
    }

    /// <summary>See <see cref="IModifyEndpoint{T}.ModifyAsync"/>.</summary>
    protected async Task<FhirWriteResult<T>> ModifyAsync<T>(string id, Action<T> change, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(change);
        FhirId.ThrowIfInvalid(id, nameof(id));
        return await _conflicts.ExecuteAsync(
            static async (state, cancellationToken) =>
            {
                var (client, id, change) = state;
                var resource = await client.ReadAsync<T>(id, cancellationToken).ConfigureAwait(false);
                var version = resource.Meta?.VersionId;
                ThrowIfUnversioned<T>(version);
                change(resource);

                // The condition is about what was read, whatever was done to it since.
                resource.Id = id;
                (resource.Meta ??= new Meta()).VersionId = version;
                return await client.UpdateAsync(resource, cancellationToken).ConfigureAwait(false);
            },
            (Client: this, Id: id, Change: change), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Throws where nobody could tell whether somebody else has changed the resource meanwhile: his change would be lost without a word.</summary>
    private static void ThrowIfUnversioned<T>(string? version)
        where T : Resource, IFhirResource<T>
    {
        if (EntityTags.ValidVersionOf(version) is null)
        {
            throw new FhirProtocolException(
                "GET " + T.ResourceType, "the server gave no version, neither in meta.versionId nor by ETag, so that a change of somebody else "
                    + "could be overwritten unseen. Read and update it yourself where that cannot be. Nothing was written.", HttpStatusCode.OK);
        }
    }

    /// <summary>See <see cref="IPatchEndpoint{T}.PatchAsync"/>.</summary>
    protected Task<FhirWriteResult<T>> PatchAsync<T>(string id, JsonPatch patch, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(patch);
        var version = EntityTags.RequireVersion(patch.VersionId, nameof(JsonPatch) + "." + nameof(JsonPatch.VersionId), nameof(patch));
        return PatchAsync<T>(id, PatchKind.JsonPatch, patch.ToUtf8Bytes(), FhirMediaTypes.JsonPatch, version, cancellationToken);
    }

    /// <summary>See <see cref="IFhirPathPatchEndpoint{T}.PatchAsync"/>.</summary>
    protected Task<FhirWriteResult<T>> PatchAsync<T>(string id, FhirPathPatch patch, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(patch);
        var version = EntityTags.RequireVersion(patch.VersionId, nameof(FhirPathPatch) + "." + nameof(FhirPathPatch.VersionId), nameof(patch));
        return PatchAsync<T>(
            id, PatchKind.FhirPathPatch, FhirJson.ToUtf8Bytes(patch.ToParameters()), FhirMediaTypes.Json, version, cancellationToken);
    }

    private async Task<FhirWriteResult<T>> PatchAsync<T>(
        string id, PatchKind kind, byte[] body, string contentType, string? version, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var request = "PATCH " + T.ResourceType;
        Guard(Platform.Judge.JudgePatch(T.ResourceType, kind, hasVersion: version is not null), request);
        var answer = await Connection.SendAsync(
            new(HttpMethod.Patch, Connection.AddressOf(T.ResourceType + "/" + id), request)
            {
                Body = body,
                ContentType = contentType,
                IfMatch = version,
                IsWrite = true,
                Prefer = PreferRepresentation,
            },
            cancellationToken).ConfigureAwait(false);
        return WriteAnswer.Read<T>(request, answer, id, sent: null);
    }

    /// <summary>See <see cref="IDeleteEndpoint{T}.DeleteAsync(string, CancellationToken)"/>.</summary>
    protected Task DeleteAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => DeleteAsync<T>(id, null, cancellationToken);

    /// <summary>See <see cref="IDeleteEndpoint{T}.DeleteAsync(T, CancellationToken)"/>.</summary>
    protected Task DeleteAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        return DeleteAsync<T>(resource.Id!, VersionOf(resource, nameof(resource)), cancellationToken);
    }

    private async Task DeleteAsync<T>(string id, string? version, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var request = "DELETE " + T.ResourceType;
        Guard(Platform.Judge.JudgeWrite(T.ResourceType, FhirInteraction.Delete, hasVersion: version is not null), request);
        await SendDeleteAsync(
            new(HttpMethod.Delete, Connection.AddressOf(T.ResourceType + "/" + id), request) { IfMatch = version }, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendDeleteAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var answer = await Connection.SendAsync(request with { IsWrite = true }, cancellationToken).ConfigureAwait(false);
        WriteAnswer.ThrowIfUnproven(request.Description, answer);
    }

    private static FhirRequest WithBody(Resource resource, FhirRequest request) =>
        request with { Body = FhirJson.ToUtf8Bytes(resource), IsWrite = true, Prefer = PreferRepresentation };

    /// <summary>The version that a resource carries, for <c>If-Match</c>.</summary>
    /// <exception cref="ArgumentException">It is no version.</exception>
    internal static string? VersionOf<T>(T resource, string parameterName)
        where T : Resource, IFhirResource<T> => EntityTags.RequireVersion(resource.Meta?.VersionId, T.ResourceType + ".meta.versionId", parameterName);

    /// <summary>Throws where a resource was fetched in part: as new content it would delete the rest.</summary>
    internal void GuardContent<T>(T resource, string request)
        where T : Resource, IFhirResource<T> =>
        Guard(Platform.Judge.JudgeContent(T.ResourceType, PartialMark.IsOn(resource)), request);
}
