using System.Net.Http.Headers;

namespace FhirTyped;

/// <summary>Makes the HTTP message of a request: the one place where anything gets into a header.</summary>
internal static class FhirRequestMessage
{
    /// <summary>Makes a message.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="platform">The platform, for the headers that its file asks for.</param>
    /// <param name="options">The options, for the headers and the HTTP version of the program's own.</param>
    /// <param name="baseUrl">The server's base address.</param>
    /// <param name="authorization">What proves who the client is, or null for none.</param>
    /// <exception cref="FhirException">A value cannot stand in a header. Nothing was sent.</exception>
    public static HttpRequestMessage Make(
        FhirRequest request, PlatformDescriptor platform, FhirPlatformOptions options, Uri baseUrl, FhirAuthorization? authorization)
    {
        var message = new HttpRequestMessage(request.Method, request.Address);
        try
        {
            var isForeign = !FhirBaseUrl.IsSameOrigin(request.Address, baseUrl);
            Fill(message, request, platform, options.Transport, authorization, isForeign && request.Authority == FhirRequestAuthority.None);
            if (isForeign && request.Authority != FhirRequestAuthority.Declared)
            {
                message.Options.Set(ServerConnections.IsForeign, !baseUrl.IsLoopback);
            }

            return message;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    private static void Fill(
        HttpRequestMessage message, FhirRequest request, PlatformDescriptor platform, FhirTransportOptions? transport, FhirAuthorization? authorization, bool isForStranger)
    {
        var headers = message.Headers;
        HeaderFields.Set(headers, "Accept", request.Accept);
        if (!isForStranger)
        {
            SetDeclared(message, platform, transport);
        }

        if (transport is not null)
        {
            message.Version = transport.HttpVersion;
        }

        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
            HeaderFields.Set(message.Content.Headers, "Content-Type", request.ContentType);
        }

        else if (request.Repetition != FhirRepetition.Always)
        {
            // A request without a body is sent again by .NET's own handler where the connection ends before an answer begins; one with a body, if an empty one, is not.
            message.Content = new ByteArrayContent([]);
        }

        // What the request itself says stands above what a file says of every request.
        HeaderFields.Set(headers, "If-Match", EntityTags.Of(request.IfMatch));
        HeaderFields.Set(headers, "If-None-Match", EntityTags.Of(request.IfNoneMatch));
        HeaderFields.Set(headers, "If-None-Exist", request.IfNoneExist);
        HeaderFields.Set(headers, "Prefer", request.Prefer);
        if (request.IfModifiedSince is { } since)
        {
            headers.IfModifiedSince = since;
        }

        if (request.FirstByte > 0)
        {
            headers.Range = new RangeHeaderValue(request.FirstByte, null);
            HeaderFields.Set(headers, "If-Range", request.IfRange);
        }

        HeaderFields.Set(headers, "Authorization", authorization?.ToHeaderValue());
    }

    // They may be secrets, so a stranger to whom a server's link leads gets none of them.
    private static void SetDeclared(HttpRequestMessage message, PlatformDescriptor platform, FhirTransportOptions? transport)
    {
        foreach (var header in platform.Manifest.ClientHeaders)
        {
            HeaderFields.SetDeclared(message.Headers, header.Name, header.Value);
        }

        if (transport is null)
        {
            return;
        }

        foreach (var (name, value) in transport.Headers)
        {
            HeaderFields.SetDeclared(message.Headers, name, value);
        }
    }
}
