using System.Net;

namespace FhirTyped.External.Tests;

/// <summary>What a browser does in a login: it follows redirects with its cookies, until one leads back to the application.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    /// <summary>Goes to an address, and on from there; gives the address of the application that it comes back to.</summary>
    public async Task<Uri> FollowAsync(Uri address, Uri application)
    {
        for (var i = 0; i < 20; i++)
        {
            using var response = await _http.GetAsync(address);
            if (response.Headers.Location is not { } location)
            {
                throw new InvalidOperationException($"The login ended with {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            }

            address = new Uri(address, location);
            if (address.AbsoluteUri.StartsWith(application.AbsoluteUri, StringComparison.Ordinal))
            {
                return address;
            }
        }

        throw new InvalidOperationException("The login leads from one address to the next, and never back.");
    }

    public void Dispose() => _http.Dispose();
}
