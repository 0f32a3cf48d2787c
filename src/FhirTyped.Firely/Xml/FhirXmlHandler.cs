using System.Net.Http.Headers;
using FhirTyped.Firely.Handlers;

namespace FhirTyped.Firely;

/// <summary>
/// Lets an <see cref="HttpClient"/> that speaks FHIR JSON ask a server that speaks XML only: bodies are translated on the way there and back, and <c>Accept</c> and
/// <c>Content-Type</c> with them. <c>services.AddFhirPlatform&lt;Own&gt;().AddFhirXml()</c> adds it.
/// </summary>
/// <remarks>
/// <para>
/// Outcomes of errors are translated as well. What is no FHIR JSON (a JSON Patch, a form, the content of a Binary) is sent as it is; so is what the server answers in JSON or in no
/// format of FHIR's. An answer that cannot be translated fails where it is read, so that a write that was carried out is told as one.
/// </para>
/// <para>Thread-safe. Whole bodies are kept in memory.</para>
/// </remarks>
public sealed class FhirXmlHandler : DelegatingHandler
{
    private readonly int _maximumResponseBytes;

    /// <summary>Makes a handler.</summary>
    /// <param name="maximumResponseBytes">The largest answer that is read, in bytes of XML; a larger one fails. By default 64 MiB, as that of a client's options.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public FhirXmlHandler(int maximumResponseBytes = 64 * 1024 * 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumResponseBytes, 1);
        _maximumResponseBytes = maximumResponseBytes;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        AcceptXml(request.Headers.Accept);
        if (request.Content is { } content && FhirFormats.IsJson(content))
        {
            var json = await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            var xml = new ByteArrayContent(FhirXml.Format.FromJson(json));
            CopyHeaders(content, xml, FhirXml.MediaType);
            request.Content = xml;
        }

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (FhirFormats.IsFhirXml(response.Content) || FhirFormats.IsAnyXml(response.Content))
        {
            await TranslateAsync(response, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    private static void AcceptXml(HttpHeaderValueCollection<MediaTypeWithQualityHeaderValue> accept)
    {
        if (accept.Any(static one => FhirFormats.IsJson(one.MediaType)))
        {
            accept.Clear();
            accept.Add(new MediaTypeWithQualityHeaderValue(FhirXml.MediaType));
        }
    }

    private async Task TranslateAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var content = response.Content;
        HttpContent translated;
        try
        {
            var xml = await BoundedBody.ReadAsync(content, _maximumResponseBytes, cancellationToken).ConfigureAwait(false);
            if (FhirFormats.IsAnyXml(content) && !IsFhir(xml))
            {
                // The page of a proxy, or a sitemap: whoever asked shall see that it is none of ours.
                translated = new ByteArrayContent(xml);
                CopyHeaders(content, translated, mediaType: null);
                response.Content = translated;
                return;
            }

            translated = new ByteArrayContent(xml.Length == 0 ? [] : FhirXml.Format.ToJson(xml));
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // The head of the answer stands: it may say that a write was carried out.
            translated = new FailedContent(error);
        }

        CopyHeaders(content, translated, FhirMediaTypes.Json);
        response.Content = translated;
        content.Dispose();
    }

    private static bool IsFhir(byte[] xml)
    {
        try
        {
            using var reader = System.Xml.XmlReader.Create(new MemoryStream(xml, writable: false), XmlLimits.For(xml.Length));
            XmlLimits.MoveToRoot(reader);
            return reader.NamespaceURI == "http://hl7.org/fhir";
        }
        catch (System.Xml.XmlException)
        {
            return false;
        }
    }

    /// <summary>The header fields of a body, but for those that are about its bytes.</summary>
    private static void CopyHeaders(HttpContent from, HttpContent to, string? mediaType)
    {
        foreach (var (name, values) in from.Headers.NonValidated)
        {
            if (!(mediaType is not null && name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
                && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !name.Equals("Content-MD5", StringComparison.OrdinalIgnoreCase))
            {
                to.Headers.TryAddWithoutValidation(name, values);
            }
        }

        if (mediaType is not null)
        {
            to.Headers.ContentType = new MediaTypeHeaderValue(mediaType) { CharSet = "utf-8" };
        }
    }
}
