using System.Net;
using System.Net.Http.Headers;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Sends requests to one server: headers, authorization, size limits, and errors as exceptions.</summary>
internal sealed class FhirConnection
{
    private readonly FhirPlatformContext _context;
    private readonly PlatformDescriptor _platform;
    private readonly FhirJsonOptions _reading;

    public FhirConnection(FhirPlatformContext context, PlatformDescriptor platform)
    {
        _context = context;
        _platform = platform;
        _reading = FhirJsonOptions.Lenient with { MaxPayloadLength = context.Options.MaximumResponseBytes };
        BaseUrl = FhirBaseUrl.Resolve(context.Options, platform);
    }

    /// <summary>The base address; it ends with a slash.</summary>
    public Uri BaseUrl { get; }

    /// <summary>An address below the base.</summary>
    public Uri AddressOf(string relative) => new(BaseUrl.AbsoluteUri + relative, UriKind.Absolute);

    /// <summary>Sends a request and reads the answer.</summary>
    public async Task<FhirAnswer> SendAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        using var message = await MakeMessageAsync(request, cancellationToken).ConfigureAwait(false);
        using var response = await _context.Http
            .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        FhirLog.Answered(_context.Logger, _platform.Id, request.Description, (int)response.StatusCode);
        using var body = await ResponseBody.ReadAsync(
            request, response.Content, _context.Options.MaximumResponseBytes, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotModified && request is not { IfNoneMatch: null, IfModifiedSince: null })
        {
            return new(response.StatusCode, null, null, null);
        }

        if (!response.IsSuccessStatusCode)
        {
            throw FhirErrors.Make(request, response, ReadOutcome(body.Bytes));
        }

        var resource = body.Bytes.IsEmpty ? null : FhirJson.Read(body.Bytes, _reading);
        return new(response.StatusCode, resource, VersionOf(response), response.Headers.Location);
    }

    private async Task<HttpRequestMessage> MakeMessageAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(request.Method, request.Address);
        message.Headers.TryAddWithoutValidation("Accept", FhirMediaTypes.Json);
        foreach (var header in _platform.Manifest.ClientHeaders)
        {
            message.Headers.Remove(header.Name);
            message.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
        }

        Add(message, "If-Match", EntityTags.Of(request.IfMatch));
        Add(message, "If-None-Match", EntityTags.Of(request.IfNoneMatch));
        Add(message, "If-None-Exist", request.IfNoneExist);
        Add(message, "Prefer", request.Prefer);
        message.Headers.IfModifiedSince = request.IfModifiedSince;

        // The token goes to the server it was made for, and to no paging host.
        if (_context.Options.AccessToken is { } accessToken && FhirBaseUrl.IsSameOrigin(request.Address, BaseUrl)
            && await accessToken(cancellationToken).ConfigureAwait(false) is { Length: > 0 } token)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return message;
    }

    private static void Add(HttpRequestMessage message, string name, string? value)
    {
        if (value is not null)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private OperationOutcome? ReadOutcome(ReadOnlySpan<byte> body) =>
        FhirJson.TryRead<Resource>(body, out var resource, out _, _reading) ? resource as OperationOutcome : null;

    private static string? VersionOf(HttpResponseMessage response) =>
        response.StatusCode != HttpStatusCode.NoContent && response.Headers.ETag?.Tag is { Length: > 2 } tag ? tag.Trim('"') : null;
}
