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
        var resource = await ReadCoreAsync(resourceType, id, cancellationToken).ConfigureAwait(false);
        return resource.TypeName == resourceType ? resource : throw Unexpected(resource);
    }

    /// <summary>See <see cref="IReadEndpoint{T}.ReadAsync"/>.</summary>
    protected async Task<T> ReadAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        Expect<T>(await ReadCoreAsync(T.ResourceType, id, cancellationToken).ConfigureAwait(false));

    /// <summary>See <see cref="IReadEndpoint{T}.TryReadAsync"/>.</summary>
    protected async Task<T?> TryReadAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        try
        {
            return await ReadAsync<T>(id, cancellationToken).ConfigureAwait(false);
        }
        catch (FhirNotFoundException)
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
        return Expect<T>(await SendForResourceAsync(new(HttpMethod.Get, address, request), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>See <see cref="IInstanceHistoryEndpoint{T}.History"/>.</summary>
    protected FhirSearch<T> History<T>(string id)
        where T : Resource, IFhirResource<T>
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        return HistoryOf<T>(T.ResourceType + "/" + id + "/_history", FhirInteraction.HistoryInstance);
    }

    /// <summary>See <see cref="ITypeHistoryEndpoint{T}.History"/>.</summary>
    protected FhirSearch<T> TypeHistory<T>()
        where T : Resource, IFhirResource<T> => HistoryOf<T>(T.ResourceType + "/_history", FhirInteraction.HistoryType);

    private FhirSearch<T> HistoryOf<T>(string path, FhirInteraction interaction)
        where T : Resource, IFhirResource<T> =>
        new(new SearchRequest(this, T.ResourceType, path, null, _ => Guard(Platform.Judge.JudgeInteraction(T.ResourceType, interaction), "GET " + T.ResourceType + " history")));

    private Task<Resource> ReadCoreAsync(string resourceType, string id, CancellationToken cancellationToken)
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var request = "GET " + resourceType;
        Guard(Platform.Judge.JudgeInteraction(resourceType, FhirInteraction.Read), request);
        return SendForResourceAsync(new(HttpMethod.Get, Connection.AddressOf(resourceType + "/" + id), request), cancellationToken);
    }

    private async Task<Resource> SendForResourceAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var answer = await Connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return ResourceOf(request.Description, answer);
    }

    private static Resource ResourceOf(string request, FhirAnswer answer) =>
        answer.Resource ?? throw new FhirException(request + ": the server answered without a resource.");

    /// <summary>The resource of an answer to an entry of a bundle.</summary>
    internal static T Expect<T>(FhirAnswer answer)
        where T : Resource, IFhirResource<T> => Expect<T>(ResourceOf(T.ResourceType, answer));

    private static T Expect<T>(Resource resource)
        where T : Resource, IFhirResource<T> => resource as T ?? throw Unexpected(resource);

    private static FhirFormatException Unexpected(Resource actual) =>
        new(new FhirFormatIssue(FhirFormatCode.UnexpectedResourceType, FhirFormatSeverity.Fatal, actual.TypeName, 1, 0));
}
