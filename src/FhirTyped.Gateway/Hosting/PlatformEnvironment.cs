using Microsoft.Extensions.Configuration;

namespace FhirTyped.Gateway;

/// <summary>
/// Understands <c>FHIR_GATEWAY_PLATFORM_{ID}_CLIENT_ID</c> and <c>…_CLIENT_SECRET</c>, as another gateway calls them: the id in capitals, with an underscore for each hyphen. A platform
/// that is not configured otherwise is there by them.
/// </summary>
internal static class PlatformEnvironment
{
    private const string Prefix = "FHIR_GATEWAY_PLATFORM_";
    private const string IdSuffix = "_CLIENT_ID";
    private const string SecretSuffix = "_CLIENT_SECRET";

    /// <summary>Takes what stands there.</summary>
    public static void Apply(FhirGatewayOptions options, IConfiguration configuration)
    {
        foreach (var (key, value) in configuration.AsEnumerable().OrderBy(static one => one.Key, StringComparer.Ordinal))
        {
            if (string.IsNullOrEmpty(value) || !key.StartsWith(Prefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (key.EndsWith(IdSuffix, StringComparison.Ordinal) && key.Length > Prefix.Length + IdSuffix.Length)
            {
                LaunchOf(options, key[Prefix.Length..^IdSuffix.Length]).ClientId = value;
            }
            else if (key.EndsWith(SecretSuffix, StringComparison.Ordinal) && key.Length > Prefix.Length + SecretSuffix.Length)
            {
                LaunchOf(options, key[Prefix.Length..^SecretSuffix.Length]).ClientSecret = value;
            }
        }
    }

    private static GatewayLaunchOptions LaunchOf(FhirGatewayOptions options, string name)
    {
        // A platform's own id may have either: what is configured under it comes first.
        var known = options.Platforms.Keys.FirstOrDefault(id => string.Equals(id.Replace('-', '_'), name, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            known = name.ToLowerInvariant().Replace('_', '-');
            options.Platforms[known] = new GatewayPlatformOptions();
        }

        return options.Platforms[known].Launch ??= new GatewayLaunchOptions();
    }
}
