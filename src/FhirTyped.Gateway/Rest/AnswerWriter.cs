using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FhirTyped.Raw;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>
/// Gives a platform's answer on: status, header fields and bytes as they came, but for <c>Bundle.link</c> and <c>Location</c>, which lead to the gateway. Nothing is parsed and written
/// again, so nothing is lost.
/// </summary>
internal sealed class AnswerWriter(PageHandles pages, ExportManifest manifests, GatewayAddress address, IOptions<FhirGatewayOptions> options)
{
    /// <summary>What the receipt of a search says: <c>verified</c>, <c>unverifiable</c>; of one whose answer is not given, <c>dropped</c>.</summary>
    public const string ReceiptHeader = "FhirTyped-Receipt";

    private const int BufferSize = 32 * 1024;

    /// <summary>The path below which a platform is served; it ends with a slash.</summary>
    public static string PathOf(GatewayPlatform platform) => "/api/fhir/" + platform.Id + "/";

    /// <summary>Writes the answer.</summary>
    public async Task WriteAsync(HttpResponse response, GatewayAnswer answer, GatewayRequest request, CancellationToken cancellationToken)
    {
        var raw = answer.Raw;
        var links = await RewriteAsync(answer, request, response.HttpContext, cancellationToken).ConfigureAwait(false);
        var location = await LocationOfAsync(answer, request, cancellationToken).ConfigureAwait(false);
        response.StatusCode = (int)raw.StatusCode;
        WriteHead(response, answer, location);
        var isWithoutBody = HttpMethods.IsHead(response.HttpContext.Request.Method) || raw.StatusCode is System.Net.HttpStatusCode.NoContent or System.Net.HttpStatusCode.NotModified;
        if (isWithoutBody)
        {
            return;
        }

        if (!IsPassedOn(response.ContentType, raw))
        {
            await OutcomeWriter.WriteAsync(
                response, new GatewayProblem((int)raw.StatusCode < 400 ? System.Net.HttpStatusCode.BadGateway : raw.StatusCode, "exception", "The platform's answer is no FHIR, and is not passed on."), cancellationToken)
                .ConfigureAwait(false);
            return;
        }

        if (answer is { Kind: PageKind.ExportStatus, Raw.StatusCode: System.Net.HttpStatusCode.OK })
        {
            await WriteManifestAsync(response, answer, request, cancellationToken).ConfigureAwait(false);
            return;
        }

        await CopyAsync(answer.OpenBody(), response.Body, links, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteManifestAsync(HttpResponse response, GatewayAnswer answer, GatewayRequest request, CancellationToken cancellationToken)
    {
        byte[]? manifest = null;
        try
        {
            if (await BoundedBody.ReadAsync(answer.OpenBody(), options.Value.Limits.MaximumBufferedBytes, cancellationToken).ConfigureAwait(false) is { } bytes)
            {
                manifest = await manifests.RewriteAsync(bytes, answer, request, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (JsonException)
        {
            // No manifest.
        }

        if (manifest is null)
        {
            // As it came it would lead past the gateway.
            await OutcomeWriter.WriteAsync(response, new GatewayProblem(System.Net.HttpStatusCode.BadGateway, "exception", "The platform's answer is no manifest of an export, and is not passed on."), cancellationToken).ConfigureAwait(false);
            return;
        }

        response.ContentLength = manifest.Length;
        await response.Body.WriteAsync(manifest, cancellationToken).ConfigureAwait(false);
    }

    private static void WriteHead(HttpResponse response, GatewayAnswer answer, string? location)
    {
        var raw = answer.Raw;
        response.ContentType = raw.ContentType;
        var headers = response.Headers;
        if (raw.ETag is { } tag)
        {
            headers.ETag = tag;
        }

        if (raw.LastModified is { } modified)
        {
            headers.LastModified = modified.ToString("R", CultureInfo.InvariantCulture);
        }

        if (raw.RetryAfter is { } after)
        {
            headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (location is not null)
        {
            headers[raw.StatusCode == System.Net.HttpStatusCode.Accepted ? "Content-Location" : "Location"] = location;
        }

        if (raw.Receipt is { } receipt)
        {
            headers[ReceiptHeader] = receipt.Status.ToString().ToLowerInvariant();
        }

        if (raw.ContentType is { } type && !IsFhir(type))
        {
            // A document of a record is to be kept, and not to be shown as if it were a page of ours.
            headers.ContentDisposition = "attachment";
        }
    }

    // Pages of a proxy or of a login before the platform are no answers, and would be shown by browsers as the gateway's own.
    private static bool IsPassedOn(string? contentType, FhirRawAnswer raw) =>
        contentType is null ? raw.StatusCode is System.Net.HttpStatusCode.OK or System.Net.HttpStatusCode.Created or System.Net.HttpStatusCode.Accepted || (int)raw.StatusCode >= 400
        : IsFhir(contentType) || ((int)raw.StatusCode is >= 200 and < 300 && !IsMarkup(contentType));

    private static bool IsFhir(string contentType) =>
        contentType.Contains("json", StringComparison.OrdinalIgnoreCase) && !contentType.Contains("html", StringComparison.OrdinalIgnoreCase);

    private static bool IsMarkup(string contentType) =>
        contentType.Contains("html", StringComparison.OrdinalIgnoreCase) || contentType.Contains("svg", StringComparison.OrdinalIgnoreCase) || contentType.Contains("script", StringComparison.OrdinalIgnoreCase);

    /// <summary>Which bytes are replaced by which, in their order.</summary>
    private async ValueTask<List<Replacement>> RewriteAsync(GatewayAnswer answer, GatewayRequest request, HttpContext context, CancellationToken cancellationToken)
    {
        var replacements = new List<Replacement>();
        for (var i = 0; i < answer.Raw.Links.Count; i++)
        {
            var (start, length) = answer.Raw.LinkPlaces[i];
            if (await RewriteAsync(answer, request, answer.Raw.Links[i], context, cancellationToken).ConfigureAwait(false) is { } url)
            {
                replacements.Add(new(start, length, Quoted(url)));
            }
        }

        return replacements;
    }

    private async ValueTask<string?> RewriteAsync(GatewayAnswer answer, GatewayRequest request, FhirLink link, HttpContext context, CancellationToken cancellationToken)
    {
        switch (link.Relation.Trim().ToLowerInvariant())
        {
            case "next" or "previous" or "prev" or "first" or "last":
                var handle = await pages.SealAsync(request.Caller, answer.Platform, link.Url, answer.Address, answer.ResourceType, cancellationToken).ConfigureAwait(false);
                return address.At(PathOf(answer.Platform) + "_page/" + handle).AbsoluteUri;
            case "self":
                return BelowBase(answer, link.Url) ?? address.Origin.AbsoluteUri.TrimEnd('/') + RawTarget.Of(context);
            default:
                return BelowBase(answer, link.Url);
        }
    }

    private async ValueTask<string?> LocationOfAsync(GatewayAnswer answer, GatewayRequest request, CancellationToken cancellationToken)
    {
        if (answer.Raw.Location is not { Length: > 0 } location)
        {
            return null;
        }

        if (answer.Raw.StatusCode == System.Net.HttpStatusCode.Accepted)
        {
            var handle = await pages.SealAsync(request.Caller, answer.Platform, location, answer.Address, answer.ResourceType, cancellationToken, PageKind.ExportStatus).ConfigureAwait(false);
            return address.At(PathOf(answer.Platform) + "_page/" + handle).AbsoluteUri;
        }

        // What leads elsewhere than to the platform is not the gateway's to give.
        return BelowBase(answer, location);
    }

    /// <summary>The gateway's address of one that is below the platform's base address, letter by letter behind that; null where it is not.</summary>
    private string? BelowBase(GatewayAnswer answer, string url)
    {
        var baseUrl = answer.Platform.Exchange.BaseUrl;
        if (!Uri.TryCreate(baseUrl, url, out var target) || FhirBaseUrl.PathBelow(baseUrl, target) is null)
        {
            return null;
        }

        var absolute = target.AbsoluteUri;
        return address.At(PathOf(answer.Platform)).AbsoluteUri + absolute[baseUrl.AbsoluteUri.Length..];
    }

    private static async Task CopyAsync(Stream source, Stream target, List<Replacement> replacements, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long position = 0;
            foreach (var (start, length, bytes) in replacements)
            {
                await PassAsync(source, target, start - position, buffer, cancellationToken).ConfigureAwait(false);
                await target.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                await PassAsync(source, Stream.Null, length, buffer, cancellationToken).ConfigureAwait(false);
                position = start + length;
            }

            await PassAsync(source, target, long.MaxValue, buffer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static async ValueTask PassAsync(Stream source, Stream target, long count, byte[] buffer, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, BufferSize)), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            count -= read;
        }
    }

    // A link is no part of a page: the ampersand stays one, as servers write it.
    private static byte[] Quoted(string url) => [(byte)'"', .. JsonEncodedText.Encode(url, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];

    private sealed record Replacement(long Start, int Length, byte[] Bytes);
}
