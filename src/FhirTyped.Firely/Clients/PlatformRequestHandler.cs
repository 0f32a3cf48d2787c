namespace FhirTyped.Firely;

/// <summary>Adds to each request what the platform's own client adds: the header fields that its file asks for, and the bearer token.</summary>
internal sealed class PlatformRequestHandler(PlatformDescriptor platform, FhirPlatformOptions options) : DelegatingHandler
{
    private readonly Uri _baseUrl = FhirBaseUrl.Resolve(options, platform);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers;
        foreach (var header in platform.Manifest.ClientHeaders)
        {
            // What the request itself says stands above what a file says of every request; which media type is wanted FhirClient always says.
            if (header.Name.Equals("Accept", StringComparison.OrdinalIgnoreCase) || !headers.NonValidated.Contains(header.Name))
            {
                HeaderFields.SetDeclared(headers, header.Name, header.Value);
            }
        }

        if (!headers.NonValidated.Contains("Authorization")
            && await options.TokenForAsync(request.RequestUri!, _baseUrl, cancellationToken).ConfigureAwait(false) is { Length: > 0 } token)
        {
            HeaderFields.Set(headers, "Authorization", "Bearer " + token);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
