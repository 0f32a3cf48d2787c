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
    /// <exception cref="InvalidOperationException">No base address is known, or it is neither https nor loopback.</exception>
    public static TPlatform Create<TPlatform>(Action<FhirPlatformOptions>? configure = null, ILogger? logger = null)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform> => Create<TPlatform>(FhirHttp.Shared, configure, logger);

    /// <summary>Makes the client of a platform over an HTTP client of the caller's.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="http">
    /// Sends the requests; the caller owns it. It must not follow redirects by itself: an answer from another address, or to another method, is an
    /// error (<see cref="FhirProtocolException"/>).
    /// </param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="logger">Receives what happens, without patient data.</param>
    /// <exception cref="InvalidOperationException">No base address is known, or it is neither https nor loopback.</exception>
    public static TPlatform Create<TPlatform>(HttpClient http, Action<FhirPlatformOptions>? configure = null, ILogger? logger = null)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        var options = new FhirPlatformOptions();
        configure?.Invoke(options);
        return TPlatform.Create(new FhirPlatformContext(http, options, logger));
    }
}
