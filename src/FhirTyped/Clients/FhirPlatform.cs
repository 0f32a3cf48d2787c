using Microsoft.Extensions.Logging;

namespace FhirTyped;

/// <summary>Makes platform clients where there is no dependency injection.</summary>
public static class FhirPlatform
{
    /// <summary>
    /// Makes the client of a platform with an HTTP client of its own: it follows no redirect, so that no token, no identifier and no write goes
    /// elsewhere, and keeps no cookies. All clients made so share its connections.
    /// </summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="configure">Sets the options.</param>
    /// <param name="logger">Receives what happens, without patient data.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">No base address is known, it is neither https nor loopback, or another option is out of its range.</exception>
    public static TPlatform Create<TPlatform>(Action<FhirPlatformOptions>? configure = null, ILogger? logger = null)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform> => TPlatform.Create(NewContext(null, configure, logger));

    /// <summary>Makes the client of a platform over an HTTP client of the caller's.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="http">
    /// Sends the requests; the caller owns it. It must not follow redirects by itself: an answer from another address, or to another method, is an
    /// error (<see cref="FhirProtocolException"/>).
    /// </param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="logger">Receives what happens, without patient data.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">No base address is known, it is neither https nor loopback, or another option is out of its range.</exception>
    public static TPlatform Create<TPlatform>(HttpClient http, Action<FhirPlatformOptions>? configure = null, ILogger? logger = null)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform> => TPlatform.Create(NewContext(http ?? throw new ArgumentNullException(nameof(http)), configure, logger));

    /// <summary>Makes a client of a platform that is only known when the program runs, with an HTTP client of its own as <see cref="Create{TPlatform}(Action{FhirPlatformOptions}?, ILogger?)"/>.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="logger">Receives what happens, without patient data.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">No base address is known, it is neither https nor loopback, or another option is out of its range.</exception>
    public static IFhirPlatformClient Create(PlatformDescriptor platform, Action<FhirPlatformOptions>? configure = null, ILogger? logger = null) =>
        new UntypedPlatformClient(NewContext(null, configure, logger), platform ?? throw new ArgumentNullException(nameof(platform)));

    /// <summary>Makes a client of a platform that is only known when the program runs, over an HTTP client of the caller's.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="http">Sends the requests; the caller owns it. It must not follow redirects by itself.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="logger">Receives what happens, without patient data.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">No base address is known, it is neither https nor loopback, or another option is out of its range.</exception>
    public static IFhirPlatformClient Create(PlatformDescriptor platform, HttpClient http, Action<FhirPlatformOptions>? configure = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(http);
        return new UntypedPlatformClient(NewContext(http, configure, logger), platform);
    }

    private static FhirPlatformContext NewContext(HttpClient? http, Action<FhirPlatformOptions>? configure, ILogger? logger)
    {
        var options = new FhirPlatformOptions();
        configure?.Invoke(options);
        if (http is not null)
        {
            return new(http, options, logger);
        }

        var connections = options.Transport is null ? FhirHttp.SharedConnections : new ServerConnections();
        var own = options.Transport is null ? FhirHttp.Shared : FhirHttp.NewClient(FhirHttp.NewHandler(options.Transport, connections));
        return new(own, options, logger) { Connections = connections };
    }
}
