using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FhirTyped;

/// <summary>Reads options from configuration.</summary>
internal static class FhirPlatformConfiguration
{
    // An access token is a function, so that it can be renewed: a text under this name would be no token at all.
    private static readonly string[] OnlyByCode = [nameof(FhirPlatformOptions.AccessToken), nameof(FhirPlatformOptions.TimeProvider)];

    /// <summary>Binds options to a section. A key that is none of them is an error: misspelt, it would be a setting that is silently not made.</summary>
    public static void Bind(OptionsBuilder<FhirPlatformOptions> options, IConfiguration section)
    {
        options.Configure(_ => ThrowIfOnlyByCode(section));
        options.Bind(section, static binder => binder.ErrorOnUnknownConfiguration = true);
    }

    private static void ThrowIfOnlyByCode(IConfiguration section)
    {
        foreach (var child in section.GetChildren())
        {
            if (OnlyByCode.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException($"'{child.Path}' cannot be configured by text: set {nameof(FhirPlatformOptions)}.{child.Key} in code.");
            }
        }
    }
}
