namespace FhirTyped.Auth;

/// <summary>An address of an authorization server, and where it comes from.</summary>
/// <param name="Address">The address.</param>
/// <param name="ServerRange">Where the FHIR server is that named it; null where the program configured it.</param>
internal sealed record AuthorizationEndpoint(Uri Address, AddressRange? ServerRange = null)
{
    /// <summary>Why an address cannot be one, for a message that begins with its name; null where it can.</summary>
    public static string? FindProblem(Uri address) =>
        !address.IsAbsoluteUri ? "is not absolute"
        : address.UserInfo.Length > 0 ? "names a user"
        : address.Fragment.Length > 0 ? "has a fragment"
        : address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback) ? null
        : "is neither https nor http to loopback";
}
