using System.Net;
using FhirTyped.Pages;

namespace FhirTyped.BulkData;

/// <summary>Where the links of an export may lead, and with what: the rules of the exchange's further pages, and those of files that lie elsewhere.</summary>
/// <remarks>A status address and files that need a token are the server's own, or of a host that the program declares; other files are asked for without any credential.</remarks>
internal sealed class BulkAddresses(ServerExchange exchange, BulkExportOptions options)
{
    private const int MaximumLength = 32 * 1024;

    /// <summary>The address of a link, to the byte: signatures in it would not hold otherwise.</summary>
    /// <param name="link">The link as it came.</param>
    /// <param name="origin">The address of what it stood in.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <exception cref="BulkExportException">It is no address.</exception>
    public static Uri Resolve(string? link, Uri origin, string what)
    {
        if (string.IsNullOrEmpty(link) || link.Length > MaximumLength || link.Any(static c => c <= ' ' || char.IsControl(c)))
        {
            throw new BulkExportException($"The server gave {what} that is no address.");
        }

        var address = UriReference.Parse(link).ResolveAgainst(UriReference.Parse(origin.OriginalString)).ToUri();
        return address is { Scheme: "http" or "https" } ? address : throw new BulkExportException($"The server gave {what} that is no address of HTTP.");
    }

    /// <summary>Whose credential a request to an address carries.</summary>
    /// <param name="address">The address.</param>
    /// <param name="needsToken">Whether the server wants one.</param>
    /// <param name="what">What it leads to, for messages.</param>
    /// <exception cref="BulkExportException">The credential would go to a stranger, or data over an open line.</exception>
    public FhirRequestAuthority AuthorityFor(Uri address, bool needsToken, string what)
    {
        if (!string.IsNullOrEmpty(address.UserInfo))
        {
            throw new BulkExportException($"The address of {what} names a user. Nothing was sent.");
        }

        if (FhirBaseUrl.IsSameOrigin(address, exchange.BaseUrl))
        {
            return needsToken ? FhirRequestAuthority.OwnOrigin : FhirRequestAuthority.None;
        }

        if (address.Scheme != Uri.UriSchemeHttps && !(IsLoopback(address) && IsLoopback(exchange.BaseUrl)))
        {
            throw new BulkExportException($"The address of {what} is not https. Nothing was sent.");
        }

        if (!needsToken)
        {
            return FhirRequestAuthority.None;
        }

        return options.FileHosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase)
            ? FhirRequestAuthority.Declared
            : throw new BulkExportException(
                $"The address of {what} is of another origin than the server, which wants the access token there. The token goes to the server alone: where that host is the server's too, "
                    + $"name it in {nameof(BulkExportOptions)}.{nameof(BulkExportOptions.FileHosts)}. Nothing was sent.");
    }

    private static bool IsLoopback(Uri address) => address.IsLoopback || (IPAddress.TryParse(address.IdnHost, out var number) && IPAddress.IsLoopback(number));
}
