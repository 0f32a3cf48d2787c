namespace FhirTyped.Firely;

/// <summary>Adds to each request what the platform's own client adds: the header fields that its file asks for, and the bearer token.</summary>
internal sealed class PlatformRequestHandler(PlatformDescriptor platform, FhirPlatformOptions options) : DelegatingHandler
{
    private readonly Uri _baseUrl = FhirBaseUrl.Resolve(options, platform);
    private readonly FhirCredential _credential = options.CredentialInUse;

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
            && await FhirPlatformOptions.AuthorizeAsync(_credential, request.RequestUri!, _baseUrl, cancellationToken).ConfigureAwait(false) is { } authorization)
        {
            HeaderFields.Set(headers, "Authorization", authorization.ToHeaderValue());
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
