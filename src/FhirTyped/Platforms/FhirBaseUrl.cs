namespace FhirTyped;

/// <summary>The base address of a server, and which addresses belong to it.</summary>
internal static class FhirBaseUrl
{
    /// <summary>The base address of options without a problem; it ends with a slash.</summary>
    public static Uri Resolve(FhirPlatformOptions options, PlatformDescriptor platform)
    {
        var address = options.BaseUrl ?? new Uri(platform.Manifest.FhirBaseUrl, UriKind.Absolute);
        return address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/", UriKind.Absolute);
    }

    /// <summary>Why there is no base address that can be asked, or null.</summary>
    public static string? FindProblem(FhirPlatformOptions options, PlatformDescriptor platform)
    {
        var address = options.BaseUrl;
        if (address is null)
        {
            var known = platform.Manifest.FhirBaseUrl;
            if (known.Length == 0 || known.Contains('{', StringComparison.Ordinal))
            {
                return $"{platform.Name} has no one base address: set {nameof(FhirPlatformOptions)}.{nameof(FhirPlatformOptions.BaseUrl)}.";
            }

            address = new Uri(known, UriKind.Absolute);
        }

        if (!address.IsAbsoluteUri || !string.IsNullOrEmpty(address.Query) || !string.IsNullOrEmpty(address.Fragment)
            || !string.IsNullOrEmpty(address.UserInfo))
        {
            return $"The base address of {platform.Name} must be absolute, without query, fragment or user.";
        }

        return address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && (address.IsLoopback || options.AllowUnencrypted))
            ? $"FHT1307: the base address of {platform.Name} must be https: it carries patient data. Where it never leaves a network that you trust, "
                + $"set {nameof(FhirPlatformOptions)}.{nameof(FhirPlatformOptions.AllowUnencrypted)}."
            : null;
    }

    /// <summary>The path of an address below the base address; null where it does not begin with that, or names a user.</summary>
    public static string? PathBelow(Uri baseUrl, Uri address) =>
        IsSameOrigin(address, baseUrl) && address.UserInfo.Length == 0 && address.AbsolutePath.StartsWith(baseUrl.AbsolutePath, StringComparison.Ordinal)
            ? address.AbsolutePath[baseUrl.AbsolutePath.Length..]
            : null;

    /// <summary>Whether two addresses have scheme, host and port in common.</summary>
    public static bool IsSameOrigin(Uri left, Uri right) =>

        // Nearly every address is one below the base: that is seen without taking it apart, since the path begins where the origin ends.
        left.OriginalString.StartsWith(right.AbsoluteUri, StringComparison.Ordinal)
        || (left.Scheme == right.Scheme && left.Port == right.Port && string.Equals(left.IdnHost, right.IdnHost, StringComparison.OrdinalIgnoreCase));
}
