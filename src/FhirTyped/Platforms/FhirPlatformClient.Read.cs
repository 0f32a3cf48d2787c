using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

// read, vread and history.
public abstract partial class FhirPlatformClient
{
    /// <inheritdoc/>
    async Task<Resource> IFhirPlatformClient.ReadAsync(string resourceType, string id, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(resourceType);
        return await ReadCoreAsync(resourceType, id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>See <see cref="IReadEndpoint{T}.ReadAsync"/>.</summary>
    protected async Task<T> ReadAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        (T)await ReadCoreAsync(T.ResourceType, id, cancellationToken).ConfigureAwait(false);

    /// <summary>See <see cref="IReadEndpoint{T}.TryReadAsync"/>.</summary>
    protected async Task<T?> TryReadAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        try
        {
            return await ReadAsync<T>(id, cancellationToken).ConfigureAwait(false);
        }
        catch (FhirNotFoundException error) when (error.IsAboutResource)
        {
            return null;
        }
    }

    /// <summary>See <see cref="IVersionReadEndpoint{T}.VReadAsync"/>.</summary>
    protected async Task<T> VReadAsync<T>(string id, string versionId, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        FhirId.ThrowIfInvalid(versionId, nameof(versionId));
        var request = "GET " + T.ResourceType + " version";
        Guard(Platform.Judge.JudgeInteraction(T.ResourceType, FhirInteraction.VRead), request);
        var address = Connection.AddressOf(T.ResourceType + "/" + id + "/_history/" + versionId);
        var answer = await Connection.SendAsync(new(HttpMethod.Get, address, request), cancellationToken).ConfigureAwait(false);
        var resource = Expect<T>(request, answer, id);
        return EntityTags.VersionOf(resource.Meta?.VersionId) == versionId
            ? resource
            : throw new FhirProtocolException(request, "the server answered with another version than the one that was asked for.", answer.StatusCode);
    }

    /// <summary>See <see cref="IInstanceHistoryEndpoint{T}.History"/>.</summary>
    protected FhirSearch<T> History<T>(string id)
        where T : Resource, IFhirResource<T>
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        return HistoryOf<T>(T.ResourceType + "/" + id + "/_history", FhirInteraction.HistoryInstance, id);
    }

    /// <summary>See <see cref="ITypeHistoryEndpoint{T}.History"/>.</summary>
    protected FhirSearch<T> TypeHistory<T>()
        where T : Resource, IFhirResource<T> => HistoryOf<T>(T.ResourceType + "/_history", FhirInteraction.HistoryType, id: null);

    private FhirSearch<T> HistoryOf<T>(string path, FhirInteraction interaction, string? id)
        where T : Resource, IFhirResource<T> =>
        new(new SearchRequest(this, T.ResourceType, path, null, _ => Guard(Platform.Judge.JudgeInteraction(T.ResourceType, interaction), "GET " + T.ResourceType + " history"))
        {
            IsHistory = true,
            Id = id,
        });

    private async Task<Resource> ReadCoreAsync(string resourceType, string id, CancellationToken cancellationToken)
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var request = "GET " + resourceType;
        Guard(Platform.Judge.JudgeInteraction(resourceType, FhirInteraction.Read), request);
        var answer = await Connection.SendAsync(
            new(HttpMethod.Get, Connection.AddressOf(resourceType + "/" + id), request), cancellationToken).ConfigureAwait(false);
        return ReadAnswer.Expect(request, answer, resourceType, id);
    }

    private static T Expect<T>(string request, FhirAnswer answer, string? id)
        where T : Resource, IFhirResource<T> => (T)ReadAnswer.Expect(request, answer, T.ResourceType, id);
}
