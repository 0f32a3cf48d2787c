using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

// create, update, patch and delete.
public abstract partial class FhirPlatformClient
{
    private const int ModifyAttempts = 3;

    // A tag of http://terminology.hl7.org/CodeSystem/v3-ObservationValue; servers are not strict about the system.
    private const string Subsetted = "SUBSETTED";
    private const string PreferRepresentation = "return=representation";

    /// <summary>See <see cref="ICreateEndpoint{T}.CreateAsync"/>.</summary>
    protected async Task<T> CreateAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        var request = "POST " + T.ResourceType;
        Guard(Platform.Judge.JudgeInteraction(T.ResourceType, FhirInteraction.Create), request);
        return await SendResourceAsync(resource, new(HttpMethod.Post, Connection.AddressOf(T.ResourceType), request), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>See <see cref="IUpdateEndpoint{T}.UpdateAsync"/>.</summary>
    protected async Task<T> UpdateAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        FhirId.ThrowIfInvalid(resource.Id, nameof(resource));
        var version = resource.Meta?.VersionId;
        var request = "PUT " + T.ResourceType;
        Guard(Platform.Judge.JudgeUpdate(T.ResourceType, hasVersion: !string.IsNullOrEmpty(version)), request);
        GuardContent(resource, request);
        var address = Connection.AddressOf(T.ResourceType + "/" + resource.Id);
        return await SendResourceAsync(resource, new(HttpMethod.Put, address, request) { IfMatch = version }, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>See <see cref="IModifyEndpoint{T}.ModifyAsync"/>.</summary>
    protected async Task<T> ModifyAsync<T>(string id, Action<T> change, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var attempt = 1; ; attempt++)
        {
            var resource = await ReadAsync<T>(id, cancellationToken).ConfigureAwait(false);
            change(resource);
            try
            {
                return await UpdateAsync(resource, cancellationToken).ConfigureAwait(false);
            }
            catch (FhirConflictException) when (attempt < ModifyAttempts)
            {
                // Somebody was faster: read his version and change that.
            }
        }
    }

    /// <summary>See <see cref="IPatchEndpoint{T}.PatchAsync"/>.</summary>
    protected Task<T> PatchAsync<T>(string id, JsonPatch patch, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(patch);
        return PatchAsync<T>(id, PatchKind.JsonPatch, patch.ToUtf8Bytes(), FhirMediaTypes.JsonPatch, patch.VersionId, cancellationToken);
    }

    /// <summary>See <see cref="IFhirPathPatchEndpoint{T}.PatchAsync"/>.</summary>
    protected Task<T> PatchAsync<T>(string id, FhirPathPatch patch, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(patch);
        return PatchAsync<T>(
            id, PatchKind.FhirPathPatch, FhirJson.ToUtf8Bytes(patch.ToParameters()), FhirMediaTypes.Json, patch.VersionId, cancellationToken);
    }

    private async Task<T> PatchAsync<T>(
        string id, PatchKind kind, byte[] body, string contentType, string? version, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var request = "PATCH " + T.ResourceType;
        Guard(Platform.Judge.JudgePatch(T.ResourceType, kind, hasVersion: !string.IsNullOrEmpty(version)), request);
        return Expect<T>(await SendForResourceAsync(
            new(HttpMethod.Patch, Connection.AddressOf(T.ResourceType + "/" + id), request)
            {
                Body = body,
                ContentType = contentType,
                IfMatch = version,
                Prefer = PreferRepresentation,
            },
            cancellationToken).ConfigureAwait(false));
    }

    /// <summary>See <see cref="IDeleteEndpoint{T}.DeleteAsync(string, CancellationToken)"/>.</summary>
    protected Task DeleteAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => DeleteAsync<T>(id, null, cancellationToken);

    /// <summary>See <see cref="IDeleteEndpoint{T}.DeleteAsync(T, CancellationToken)"/>.</summary>
    protected Task DeleteAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        return DeleteAsync<T>(resource.Id!, resource.Meta?.VersionId, cancellationToken);
    }

    private async Task DeleteAsync<T>(string id, string? version, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var request = "DELETE " + T.ResourceType;
        Guard(Platform.Judge.JudgeWrite(T.ResourceType, FhirInteraction.Delete, hasVersion: !string.IsNullOrEmpty(version)), request);
        var address = Connection.AddressOf(T.ResourceType + "/" + id);
        await Connection.SendAsync(new(HttpMethod.Delete, address, request) { IfMatch = version }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> SendResourceAsync<T>(T resource, FhirRequest request, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        Written(resource, await Connection.SendAsync(WithBody(resource, request), cancellationToken).ConfigureAwait(false));

    private static FhirRequest WithBody(Resource resource, FhirRequest request) =>
        request with { Body = FhirJson.ToUtf8Bytes(resource), Prefer = PreferRepresentation };

    /// <summary>The resource as it is there after a write.</summary>
    internal static T Written<T>(T resource, FhirAnswer answer)
        where T : Resource, IFhirResource<T>
    {
        if (answer.Resource is T written)
        {
            return written;
        }

        // Epic, Oracle Health and others answer without a body, or with an OperationOutcome: what was sent is what is there now.
        var (id, version) = FhirId.FromLocation(answer.Location);
        var result = resource.DeepClone();
        result.Id = id ?? resource.Id;
        if ((version ?? answer.Version) is { } versionId)
        {
            (result.Meta ??= new Meta()).VersionId = versionId;
        }

        return result;
    }

    /// <summary>Throws where a resource was fetched in part: as new content it would delete the rest.</summary>
    internal void GuardContent<T>(T resource, string request)
        where T : Resource, IFhirResource<T> =>
        Guard(Platform.Judge.JudgeContent(T.ResourceType, resource.Meta?.Tag.Any(static tag => tag.Code == Subsetted) == true), request);
}
