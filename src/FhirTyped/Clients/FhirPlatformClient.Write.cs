using FhirTyped.R4;

namespace FhirTyped;

// create, update, patch and delete.
public abstract partial class FhirPlatformClient
{
    /// <summary>See <see cref="ICreateEndpoint{T}.CreateAsync"/>.</summary>
    protected Task<FhirWriteResult<T>> CreateAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => _writer.CreateAsync(T.ResourceType, resource, cancellationToken);

    /// <summary>See <see cref="IUpdateEndpoint{T}.UpdateAsync"/>.</summary>
    protected Task<FhirWriteResult<T>> UpdateAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => _writer.UpdateAsync(T.ResourceType, resource, cancellationToken);

    /// <summary>See <see cref="IModifyEndpoint{T}.ModifyAsync"/>.</summary>
    protected Task<FhirWriteResult<T>> ModifyAsync<T>(string id, Action<T> change, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => _writer.ModifyAsync(T.ResourceType, id, change, cancellationToken);

    /// <summary>See <see cref="IPatchEndpoint{T}.PatchAsync"/>.</summary>
    protected Task<FhirWriteResult<T>> PatchAsync<T>(string id, JsonPatch patch, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => _writer.PatchAsync<T>(T.ResourceType, id, patch, cancellationToken);

    /// <summary>See <see cref="IFhirPathPatchEndpoint{T}.PatchAsync"/>.</summary>
    protected Task<FhirWriteResult<T>> PatchAsync<T>(string id, FhirPathPatch patch, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => _writer.PatchAsync<T>(T.ResourceType, id, patch, cancellationToken);

    /// <summary>See <see cref="IDeleteEndpoint{T}.DeleteAsync(string, CancellationToken)"/>.</summary>
    protected Task DeleteAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => _writer.DeleteAsync(T.ResourceType, id, version: null, cancellationToken);

    /// <summary>See <see cref="IDeleteEndpoint{T}.DeleteAsync(T, CancellationToken)"/>.</summary>
    protected Task DeleteAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        ArgumentNullException.ThrowIfNull(resource);
        return _writer.DeleteAsync(T.ResourceType, resource.Id!, WriteRequest.VersionOf(resource, nameof(resource)), cancellationToken);
    }
}
