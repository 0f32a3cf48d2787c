using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FhirTyped;

/// <summary>Reads options from configuration.</summary>
internal static class FhirPlatformConfiguration
{
    // An access token is a function, so that it can be renewed: a text under this name would be no token at all.
    private static readonly string[] OnlyByCode = [nameof(FhirPlatformOptions.AccessToken), nameof(FhirPlatformOptions.Credential), nameof(FhirPlatformOptions.TimeProvider)];

    /// <summary>Binds options to a section. A key that is none of them is an error: misspelt, it would be a setting that is silently not made.</summary>
    public static void Bind(OptionsBuilder<FhirPlatformOptions> options, IConfiguration section)
    {
        options.Configure(_ => ThrowIfUnusable(section));
        options.Bind(section, static binder => binder.ErrorOnUnknownConfiguration = true);
    }

    private static void ThrowIfUnusable(IConfiguration section)
    {
        // Without its section a server would be asked at the platform's own address, with this one's token.
        if (section is IConfigurationSection named && !named.Exists())
        {
            throw new InvalidOperationException($"There is no section '{named.Path}' in the configuration, or it is empty.");
        }

        foreach (var child in section.GetChildren())
        {
            if (OnlyByCode.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException($"'{child.Path}' cannot be configured by text: set {nameof(FhirPlatformOptions)}.{child.Key} in code.");
            }
        }
    }
}
