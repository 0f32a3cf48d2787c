namespace FhirTyped.Pages;

/// <summary>Where a <c>next</c> link leads, and whether it may be followed. Its form is the server's own (https://hl7.org/fhir/R4/http.html#paging).</summary>
internal static class NextLink
{
    /// <summary>
    /// The longest address that is followed, in characters: relative links that grow from page to page would go on without ever being the same twice.
    /// No server takes longer ones.
    /// </summary>
    private const int MaximumLength = 32 * 1024;

    /// <summary>
    /// The address of a link, to the byte. A relative one is resolved against its page (RFC 3986); one that begins with a slash and would leave the
    /// base address with it is relative to that, as Canvas writes them.
    /// </summary>
    /// <param name="link">The link as it came.</param>
    /// <param name="page">The address of its page.</param>
    /// <param name="exchange">The server.</param>
    /// <param name="resourceType">The resource type of the search; empty for all.</param>
    /// <exception cref="FhirSearchException">It is no address.</exception>
    public static Uri Resolve(string link, Uri page, ServerExchange exchange, string resourceType)
    {
        if (link.Length is 0 or > MaximumLength || char.IsWhiteSpace(link[0]) || char.IsWhiteSpace(link[^1]))
        {
            throw NoAddress();
        }

        var reference = UriReference.Parse(link);
        if (reference.IsAbsolutePath && IsRelativeToBase(reference.Path, exchange, resourceType))
        {
            reference = reference with { Path = exchange.BaseUrl.AbsolutePath + reference.Path[1..] };
        }

        var address = reference.ResolveAgainst(UriReference.Parse(page.OriginalString)).ToUri();
        return address is { Scheme: "http" or "https" } && address.OriginalString.Length <= MaximumLength ? address : throw NoAddress();
    }

    /// <summary>Throws where an address is neither below the server's base address nor on a host that was declared.</summary>
    /// <exception cref="FhirSearchException">It leads away.</exception>
    public static void ThrowIfForeign(Uri address, ServerExchange exchange)
    {
        var isSameOrigin = FhirBaseUrl.IsSameOrigin(address, exchange.BaseUrl);
        if (string.IsNullOrEmpty(address.UserInfo))
        {
            if (isSameOrigin && BasePath.Contains(exchange.BaseUrl.AbsolutePath, address.AbsolutePath))
            {
                return;
            }

            if ((isSameOrigin || address.Scheme == Uri.UriSchemeHttps)
                && exchange.Options.PagingHosts.Concat(exchange.Judge.PagingHosts()).Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase))
            {
                return;
            }
        }

        throw new FhirSearchException(isSameOrigin
            ? "The 'next' link leads beside the base address, where another tenant may be, and neither the platform nor the options declare the server's host as a paging host. It was not followed."
            : "The 'next' link leads away from the server, and neither the platform nor the options declare such a paging host. It was not followed.");
    }

    private static FhirSearchException NoAddress() => new("The 'next' link is not an address.");

    private static bool IsRelativeToBase(string path, ServerExchange exchange, string resourceType)
    {
        var basePath = exchange.BaseUrl.AbsolutePath;
        if (exchange.Judge.HasRelativePageLinks(resourceType))
        {
            return true;
        }

        var slash = path.IndexOf('/', 1);
        return path[1..(slash < 0 ? path.Length : slash)] == resourceType && !BasePath.Contains(basePath, path);
    }
}
