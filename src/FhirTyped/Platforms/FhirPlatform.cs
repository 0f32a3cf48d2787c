using Microsoft.Extensions.Logging;

namespace FhirTyped;

/// <summary>Makes platform clients where there is no dependency injection.</summary>
public static class FhirPlatform
{
    /// <summary>Makes the client of a platform.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="http">Sends the requests; the caller owns it. It should not follow redirects by itself.</param>
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
