using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

// The bytes of Binary.
public abstract partial class FhirPlatformClient
{
    /// <summary>See <see cref="IDownloadEndpoint.DownloadAsync(string, CancellationToken)"/>.</summary>
    protected async Task<FhirDownload> DownloadAsync(string id, CancellationToken cancellationToken)
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        return await DownloadAsync("Binary/" + id, FhirInteraction.Read, AnnouncedContent.Nothing, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>See <see cref="IDownloadEndpoint.DownloadAsync(Attachment, CancellationToken)"/>.</summary>
    protected async Task<FhirDownload> DownloadAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        var announced = AnnouncedContent.Of(attachment);
        if (attachment.Data is { Length: > 0 } data)
        {
            var bytes = AnnouncedContent.DecodeBase64(data) ?? throw new ArgumentException("The attachment's data are no base64.", nameof(attachment));
            return new DownloadReader(Exchange, announced).Hold(new(HttpMethod.Get, Exchange.BaseUrl, "Attachment.data"), bytes, attachment.ContentType);
        }

        var (path, interaction) = PathOf(attachment);
        return await DownloadAsync(path, interaction, announced, cancellationToken).ConfigureAwait(false);
    }

    private Task<FhirDownload> DownloadAsync(string path, FhirInteraction interaction, AnnouncedContent announced, CancellationToken cancellationToken) =>
        new DownloadReader(Exchange, announced).DownloadAsync(path, interaction, cancellationToken);

    // An attachment comes from a server, and may name any address: only a Binary of this one is asked for, in an address that is made here.
    private (string Path, FhirInteraction Interaction) PathOf(Attachment attachment)
    {
        if (string.IsNullOrEmpty(attachment.Url))
        {
            throw new ArgumentException("The attachment has neither data nor a URL.", nameof(attachment));
        }

        return PathBelowBase(attachment.Url)?.Split('/') switch
        {
            ["Binary", var id] when FhirId.IsValid(id) => ("Binary/" + id, FhirInteraction.Read),
            ["Binary", var id, "_history", var version] when FhirId.IsValid(id) && FhirId.IsValid(version) => ($"Binary/{id}/_history/{version}", FhirInteraction.VRead),
            _ => throw new ArgumentException(
                $"The attachment's URL is no Binary of {Platform.Name} at its base address, so nothing was sent: the token is for that server alone. "
                    + "What lies elsewhere is to be fetched by an HttpClient of its own.", nameof(attachment)),
        };
    }

    // A relative URL as it is, and of an absolute one what follows the base address; null where it does not begin with that.
    private string? PathBelowBase(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var absolute))
        {
            return url;
        }

        return absolute is { Query.Length: 0, Fragment.Length: 0 } ? FhirBaseUrl.PathBelow(Exchange.BaseUrl, absolute) : null;
    }
}
