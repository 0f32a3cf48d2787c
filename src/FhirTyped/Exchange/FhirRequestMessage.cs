using System.Net.Http.Headers;

namespace FhirTyped;

/// <summary>Makes the HTTP message of a request: the one place where anything gets into a header.</summary>
internal static class FhirRequestMessage
{
    /// <summary>Makes a message.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="platform">The platform, for the headers that its file asks for.</param>
    /// <param name="authorization">What proves who the client is, or null for none.</param>
    /// <exception cref="FhirException">A value cannot stand in a header. Nothing was sent.</exception>
    public static HttpRequestMessage Make(FhirRequest request, PlatformDescriptor platform, FhirAuthorization? authorization)
    {
        var message = new HttpRequestMessage(request.Method, request.Address);
        try
        {
            Fill(message, request, platform, authorization);
            return message;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    private static void Fill(HttpRequestMessage message, FhirRequest request, PlatformDescriptor platform, FhirAuthorization? authorization)
    {
        var headers = message.Headers;
        HeaderFields.Set(headers, "Accept", request.Accept);
        foreach (var header in platform.Manifest.ClientHeaders)
        {
            HeaderFields.SetDeclared(headers, header.Name, header.Value);
        }

        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
            HeaderFields.Set(message.Content.Headers, "Content-Type", request.ContentType);
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

        HeaderFields.Set(headers, "Authorization", authorization?.ToHeaderValue());
    }
}
