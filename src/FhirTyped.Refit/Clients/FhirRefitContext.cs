using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Refit;

namespace FhirTyped;

/// <summary>What an emitted Refit client works with. Emitted code hands it on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FhirRefitContext
{
    /// <summary>Makes a context.</summary>
    /// <param name="http">Sends the requests. It has a base address, as Refit demands.</param>
    /// <param name="settings">Refit's settings.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="options">The server's options; its base address is that of the HTTP client where they have none.</param>
    /// <param name="logger">Receives what happens, without patient data; null logs nothing.</param>
    /// <exception cref="InvalidOperationException">The HTTP client has no base address, or another one than the options.</exception>
    /// <exception cref="OptionsValidationException">The address is neither https nor loopback, or an option is out of its range.</exception>
    public FhirRefitContext(HttpClient http, RefitSettings settings, PlatformDescriptor platform, FhirPlatformOptions options, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(options);
        Http = http;
        Settings = FhirSettings.Of(settings);
        Exchange = new ServerExchange(platform, WithBaseUrl(options, http), logger ?? NullLogger.Instance);
    }

    internal HttpClient Http { get; }

    internal RefitSettings Settings { get; }

    internal ServerExchange Exchange { get; }

    /// <summary>The context of a client that is made by Refit alone.</summary>
    internal static FhirRefitContext Of(HttpClient http, RefitSettings settings, PlatformDescriptor platform) =>
        new(http, settings, platform, (settings as FhirRefitSettings)?.PlatformOptions ?? new FhirPlatformOptions());

    private static FhirPlatformOptions WithBaseUrl(FhirPlatformOptions options, HttpClient http)
    {
        var address = http.BaseAddress ?? throw new InvalidOperationException("The HTTP client has no BaseAddress: Refit needs one.");
        if (options.BaseUrl is null)
        {
            var copy = options.Clone();
            copy.BaseUrl = address;
            return copy;
        }

        return options.BaseUrl.AbsoluteUri.TrimEnd('/') == address.AbsoluteUri.TrimEnd('/')
            ? options
            : throw new InvalidOperationException("The HTTP client's BaseAddress is another one than that of the options.");
    }
}
