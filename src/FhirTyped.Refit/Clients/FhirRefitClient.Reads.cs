using System.Globalization;
using FhirTyped.R4;
using Refit;

namespace FhirTyped;

/// <content>Reads.</content>
public abstract partial class FhirRefitClient
{
    /// <summary>read.</summary>
    protected Task<T> ReadAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => ReadAsync<T>(Begin(nameof(ReadAsync), Templates<T>.OfInstance), id, cancellationToken);

    /// <summary>read, with the answer itself.</summary>
    protected Task<ApiResponse<T>> ReadWithResponseAsync<T>(string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        RespondAsync(nameof(ReadWithResponseAsync), Templates<T>.OfInstance, id, static (call, id, cancellationToken) => ReadAsync<T>(call, id, cancellationToken), cancellationToken);

    /// <summary>vread.</summary>
    protected Task<T> VReadAsync<T>(string id, string versionId, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => VReadAsync<T>(Begin(nameof(VReadAsync), Templates<T>.OfVersion), id, versionId, cancellationToken);

    /// <summary>vread, with the answer itself.</summary>
    protected Task<ApiResponse<T>> VReadWithResponseAsync<T>(string id, string versionId, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => RespondAsync(
            nameof(VReadWithResponseAsync), Templates<T>.OfVersion, (id, versionId),
            static (call, version, cancellationToken) => VReadAsync<T>(call, version.id, version.versionId, cancellationToken), cancellationToken);

    /// <summary>Conditional read by version.</summary>
    protected async Task<T?> ReadIfNoneMatchAsync<T>(string id, string versionId, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        (T?)await new ResourceReader(Begin(nameof(ReadIfNoneMatchAsync), Templates<T>.OfInstance)).ReadIfNoneMatchAsync(T.ResourceType, id, versionId, cancellationToken).ConfigureAwait(false);

    /// <summary>Conditional read by time.</summary>
    /// <exception cref="ArgumentException">The time is no HTTP date.</exception>
    protected async Task<T?> ReadIfModifiedSinceAsync<T>(string id, string since, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T>
    {
        var time = DateTimeOffset.TryParseExact(since, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
            ? parsed
            : throw new ArgumentException("It is no HTTP date, as time.ToString(\"R\") of a time in UTC writes it.", nameof(since));
        var reader = new ResourceReader(Begin(nameof(ReadIfModifiedSinceAsync), Templates<T>.OfInstance));
        return (T?)await reader.ReadIfModifiedSinceAsync(T.ResourceType, id, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The bytes of a Binary.</summary>
    protected async Task<Stream> DownloadAsync(string id, CancellationToken cancellationToken)
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        var call = Begin(nameof(DownloadAsync), "/Binary/{id}");
        var download = await new DownloadReader(call, AnnouncedContent.Nothing)
            .DownloadAsync("Binary/" + id, Capabilities.FhirInteraction.Read, cancellationToken).ConfigureAwait(false);
        return download.Content;
    }

    private static async Task<T> ReadAsync<T>(RefitCall call, string id, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> => (T)await new ResourceReader(call).ReadAsync(T.ResourceType, id, cancellationToken).ConfigureAwait(false);

    private static async Task<T> VReadAsync<T>(RefitCall call, string id, string versionId, CancellationToken cancellationToken)
        where T : Resource, IFhirResource<T> =>
        (T)await new ResourceReader(call).VReadAsync(T.ResourceType, id, versionId, cancellationToken).ConfigureAwait(false);
}
