using System.Net;
using System.Net.Http.Headers;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Reads bytes that are no FHIR: those of a Binary.</summary>
internal sealed class DownloadReader(ServerExchange exchange, AnnouncedContent announced)
{
    private const string DownloadRequest = "GET Binary";

    /// <summary>Asks for the bytes of a Binary, or of one of its versions. The answer is the caller's to dispose of.</summary>
    /// <exception cref="FhirCapabilityException">The platform does not support it; nothing was sent.</exception>
    /// <exception cref="FhirException">As <see cref="ServerExchange.SendAsync"/>; or the content is not what was announced.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled it.</exception>
    public async Task<FhirDownload> DownloadAsync(string path, FhirInteraction interaction, CancellationToken cancellationToken)
    {
        exchange.Guard(exchange.Judge.JudgeInteraction("Binary", interaction), DownloadRequest);
        var request = new FhirRequest(HttpMethod.Get, exchange.AddressOf(path), DownloadRequest)
        {
            // What is asked for last is for servers that have only that.
            ResourceType = "Binary",
            Interaction = interaction,
            Accept = announced.MediaType is { } type ? type + ", */*;q=0.1" : "*/*",
        };
        return await DownloadAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request for the bytes of a Binary. Its answer is the caller's to dispose of.</summary>
    /// <exception cref="FhirException">As <see cref="ServerExchange.SendAsync"/>; or the content is not what was announced.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled it.</exception>
    public ValueTask<FhirDownload> DownloadAsync(FhirRequest request, CancellationToken cancellationToken) => exchange.ExchangeAsync(
        request,
        (_, request, response, deadline) => ReadContentAsync(request, response, deadline),
        holdsResponse: true,
        cancellationToken);

    /// <summary>Bytes that are there already, as those of an attachment's data.</summary>
    public FhirDownload Hold(FhirRequest request, byte[] bytes, string? contentType, HttpStatusCode status = HttpStatusCode.OK)
    {
        var type = MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed : null;
        ThrowIfOther(request, status, type, bytes.Length);
        return new(new CheckedContent(new MemoryStream(bytes, writable: false), request, status, announced, exchange.Options), type, bytes.Length, exchange.Options.MaximumResponseBytes, null);
    }

    private async ValueTask<FhirDownload> ReadContentAsync(FhirRequest request, HttpResponseMessage response, RequestDeadline deadline)
    {
        if (!response.IsSuccessStatusCode)
        {
            await exchange.RefuseAsync(request, response, deadline).ConfigureAwait(false);
        }

        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation))
        {
            throw new FhirProtocolException(request.Description, $"the server answered {(int)response.StatusCode}, which brings no content.", response.StatusCode);
        }

        var headers = response.Content.Headers;
        if (headers.ContentEncoding.Count > 0)
        {
            throw new FhirProtocolException(request.Description, "the content is compressed in a way that the HTTP client does not undo.", response.StatusCode);
        }

        if (IsFhir(headers.ContentType) && !IsFhir(announced.MediaType))
        {
            return await ReadBinaryAsync(request, response, deadline).ConfigureAwait(false);
        }

        ThrowIfOther(request, response.StatusCode, headers.ContentType, headers.ContentLength);
        var stream = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
        return new(
            new CheckedContent(stream, request, response.StatusCode, announced, exchange.Options), headers.ContentType, headers.ContentLength, exchange.Options.MaximumResponseBytes, response);
    }

    // A server that has nothing but FHIR to give sends the resource, with the bytes in it.
    private async Task<FhirDownload> ReadBinaryAsync(FhirRequest request, HttpResponseMessage response, RequestDeadline deadline)
    {
        var resource = await exchange.ReadResourceAsync(request, response, deadline.Token).ConfigureAwait(false);
        if (resource is OperationOutcome outcome)
        {
            throw FhirErrors.Make(request, response, outcome, exchange.Options.TimeProvider.GetUtcNow());
        }

        if (resource is not Binary { Data: { Length: > 0 } data } binary || AnnouncedContent.DecodeBase64(data) is not { } bytes)
        {
            throw new FhirProtocolException(request.Description, "the server answered with a resource that is no Binary with data.", response.StatusCode);
        }

        var download = Hold(request, bytes, binary.ContentType, response.StatusCode);
        response.Dispose();
        return download;
    }

    private static bool IsFhir(MediaTypeHeaderValue? type) => IsFhir(type?.MediaType);

    private static bool IsFhir(string? type) => string.Equals(type, FhirMediaTypes.Json, StringComparison.OrdinalIgnoreCase);

    // What a login or a proxy answers is a page, and no document.
    private void ThrowIfOther(FhirRequest request, HttpStatusCode status, MediaTypeHeaderValue? type, long? length)
    {
        if (announced.MediaType is not null && type?.MediaType is { } mediaType && !mediaType.Equals(announced.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            throw new FhirProtocolException(request.Description, "the content is of another media type than the attachment announced.", status);
        }

        if (announced.Size is { } size && length is { } known && known != size)
        {
            throw new FhirProtocolException(request.Description, $"the content has {known} bytes, and the attachment announced {size}.", status);
        }
    }
}
