using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>A further page of a platform, as it stands in the gateway's own links.</summary>
/// <param name="Link">The link as the platform gave it.</param>
/// <param name="Page">The address of the page that it stands on.</param>
/// <param name="ResourceType">The resource type of the search; empty for all.</param>
/// <param name="ExpiresAt">When it ends, in seconds since 1970.</param>
/// <param name="Kind">What it leads to.</param>
internal sealed record PagePlace(string Link, string Page, string ResourceType, long ExpiresAt, PageKind Kind = PageKind.Page)
{
    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(PagePlace);
}

/// <summary>
/// Makes the platform's links to further pages the gateway's own: sealed, for one caller and one platform, and for a limited time. Those that are short stand in the address; longer ones
/// stand in the store (addresses of over 2 KB are refused by some browsers and proxies).
/// </summary>
internal sealed class PageHandles(SecretSealer sealer, IOnceStore store, IOptions<FhirGatewayOptions> options, TimeProvider time)
{
    private const string Purpose = "page";
    private const int LongestInAddress = 1_500;
    private const string StoredMark = "s-";

    // Exports run for hours, and their files are kept for a while.
    private static readonly TimeSpan ExportLife = TimeSpan.FromHours(24);

    /// <summary>The handle of a link.</summary>
    public async ValueTask<string> SealAsync(GatewayCaller caller, GatewayPlatform platform, string link, Uri page, string resourceType, CancellationToken cancellationToken, PageKind kind = PageKind.Page)
    {
        var expiresAt = time.GetUtcNow() + (kind == PageKind.Page ? options.Value.Limits.PageLifetime : ExportLife);
        var place = new PagePlace(link, page.AbsoluteUri, resourceType, expiresAt.ToUnixTimeSeconds(), kind);
        var sealedPlace = sealer.Seal(Purpose, ContextOf(caller, platform), JsonSerializer.SerializeToUtf8Bytes(place, PageJsonContext.Default.PagePlace));
        var text = Base64Url.EncodeToString(sealedPlace);
        if (text.Length <= LongestInAddress)
        {
            return text;
        }

        var key = SealedOnce.NewKey();
        await store.PutAsync(Purpose + ":" + key, sealedPlace, expiresAt, cancellationToken).ConfigureAwait(false);
        return StoredMark + key;
    }

    /// <summary>What a handle stands for; null where it is none, has ended, or was made for somebody else.</summary>
    public async ValueTask<PagePlace?> OpenAsync(GatewayCaller caller, GatewayPlatform platform, string handle, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> sealedPlace;
        if (handle.StartsWith(StoredMark, StringComparison.Ordinal))
        {
            if (await store.PeekAsync(Purpose + ":" + handle[StoredMark.Length..], cancellationToken).ConfigureAwait(false) is not { } stored)
            {
                return null;
            }

            sealedPlace = stored;
        }
        else
        {
            var bytes = new byte[Base64Url.GetMaxDecodedLength(handle.Length)];
            if (!Base64Url.IsValid(handle) || !Base64Url.TryDecodeFromChars(handle, bytes, out var length))
            {
                return null;
            }

            sealedPlace = bytes.AsMemory(0, length);
        }

        return sealer.TryOpen(Purpose, ContextOf(caller, platform), sealedPlace.Span, out var opened)
            && JsonSerializer.Deserialize(opened.Plaintext, PageJsonContext.Default.PagePlace) is { } place
            && place.ExpiresAt >= time.GetUtcNow().ToUnixTimeSeconds()
            ? place
            : null;
    }

    private static string[] ContextOf(GatewayCaller caller, GatewayPlatform platform) => [caller.Subject, caller.ClientId ?? "", platform.Id];
}

[JsonSerializable(typeof(PagePlace))]
internal sealed partial class PageJsonContext : JsonSerializerContext;
