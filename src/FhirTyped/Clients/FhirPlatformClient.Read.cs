using FhirTyped.R4;

namespace FhirTyped;

// read, vread and history.
public abstract partial class FhirPlatformClient
{
    /// <summary>See <see cref="IReadEndpoint{T}.ReadAsync"/>.</summary>
    protected Task<T> ReadAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        _reader.ReadAsync<T>(T.ResourceType, id, cancellationToken);

    /// <summary>See <see cref="IReadEndpoint{T}.TryReadAsync"/>.</summary>
    protected async Task<T?> TryReadAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        (T?)await _reader.TryReadAsync(T.ResourceType, id, cancellationToken).ConfigureAwait(false);

    /// <summary>See <see cref="IVersionReadEndpoint{T}.VReadAsync"/>.</summary>
    protected async Task<T> VReadAsync<T>(string id, string versionId, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        (T)await _reader.VReadAsync(T.ResourceType, id, versionId, cancellationToken).ConfigureAwait(false);

    /// <summary>See <see cref="IReadIfNoneMatchEndpoint{T}.ReadIfNoneMatchAsync"/>.</summary>
    protected async Task<T?> ReadIfNoneMatchAsync<T>(string id, string versionId, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        (T?)await _reader.ReadIfNoneMatchAsync(T.ResourceType, id, versionId, cancellationToken).ConfigureAwait(false);

    /// <summary>See <see cref="IReadIfModifiedSinceEndpoint{T}.ReadIfModifiedSinceAsync"/>.</summary>
    protected async Task<T?> ReadIfModifiedSinceAsync<T>(string id, DateTimeOffset since, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        (T?)await _reader.ReadIfModifiedSinceAsync(T.ResourceType, id, since, cancellationToken).ConfigureAwait(false);

    /// <summary>See <see cref="IInstanceHistoryEndpoint{T}.History"/>.</summary>
    protected FhirSearch<T> History<T>(string id)
        where T : Resource, IFhirResource<T>
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        return new(SearchRequests.HistoryOf(Exchange, T.ResourceType, id));
    }

    /// <summary>See <see cref="ITypeHistoryEndpoint{T}.History"/>.</summary>
    protected FhirSearch<T> TypeHistory<T>()
        where T : Resource, IFhirResource<T> => new(SearchRequests.HistoryOf(Exchange, T.ResourceType, id: null));
}
