using Hl7.Fhir.Rest;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Firely;

/// <summary>
/// Makes the Firely SDK's <see cref="FhirClient"/> for a platform: over its guard, so that what the platform does not support is not sent and a search whose answer is
/// about something else is not handed out; with its token, headers and time limit; and with JSON.
/// </summary>
/// <remarks>
/// <para>
/// Errors are <see cref="FhirOperationException"/>, as those of every <c>FhirClient</c>, with an OperationOutcome and FhirTyped's own exception as
/// the inner one: status 400 for what was not sent (<see cref="FhirCapabilityException"/>), 502 for an answer that was not handed out
/// (<see cref="FhirDroppedFilterException"/>, <see cref="FhirContentMismatchException"/> and others).
/// </para>
/// <para>A <c>FhirClient</c> keeps its last result, so it is not thread-safe: make one for each unit of work. It is cheap.</para>
/// </remarks>
public static class FirelyClient
{
    // Connections are shared by all clients: each of them has handlers of its own above.
    private static readonly Lazy<HttpMessageHandler> Connections = new(static () => FhirHttp.NewHandler(null, FhirHttp.SharedConnections));

    /// <summary>Makes a client with connections that follow no redirect and keep no cookies.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="configure">Sets the options of the server: its address, its token, what is refused and what is checked.</param>
    /// <param name="settings">Changes the settings of the <c>FhirClient</c>: its format is JSON, the rest is as the SDK has it.</param>
    /// <param name="logger">Receives what happens, without patient data.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">No base address is known, or an option is out of its range.</exception>
    public static FhirClient Create<TPlatform>(
        Action<FhirPlatformOptions>? configure = null, Action<FhirClientSettings>? settings = null, ILogger? logger = null)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform> => Create<TPlatform>(Connections.Value, configure, settings, logger);

    /// <summary>Makes a client over a handler of the caller's.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="handler">Sends the requests; the caller owns it. It must not follow redirects by itself.</param>
    /// <param name="configure">Sets the options of the server.</param>
    /// <param name="settings">Changes the settings of the <c>FhirClient</c>.</param>
    /// <param name="logger">Receives what happens, without patient data.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">No base address is known, or an option is out of its range.</exception>
    public static FhirClient Create<TPlatform>(
        HttpMessageHandler handler, Action<FhirPlatformOptions>? configure = null, Action<FhirClientSettings>? settings = null, ILogger? logger = null)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        ArgumentNullException.ThrowIfNull(handler);
        var options = new FhirPlatformOptions();
        configure?.Invoke(options);
        return Create(TPlatform.Descriptor, options, handler, new KnownPages(), settings, logger);
    }

    /// <summary>Makes a client.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="options">The options of its server.</param>
    /// <param name="handler">Sends the requests.</param>
    /// <param name="pages">The further pages that are known, of all clients of the server.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <param name="logger">Receives what happens.</param>
    internal static FhirClient Create(
        PlatformDescriptor platform, FhirPlatformOptions options, HttpMessageHandler handler, KnownPages pages, Action<FhirClientSettings>? configure, ILogger? logger)
    {
        var guard = new FhirGuardHandler(platform, options, logger, pages) { InnerHandler = new PlatformRequestHandler(platform, options) { InnerHandler = handler } };
        var http = new HttpClient(new FirelyErrorHandler { InnerHandler = guard }, disposeHandler: false)
        {
            // Both go to the last byte of an answer: FhirClient has HttpClient read it whole.
            Timeout = options.RequestTimeout,
            MaxResponseContentBufferSize = options.MaximumResponseBytes,
        };
        var settings = new FhirClientSettings { PreferredFormat = ResourceFormat.Json };
        if (options.StrictHandling == true)
        {
            settings.PreferredParameterHandling = SearchParameterHandling.Strict;
        }

        configure?.Invoke(settings);
        return new FhirClient(FhirBaseUrl.Resolve(options, platform), http, settings);
    }
}
