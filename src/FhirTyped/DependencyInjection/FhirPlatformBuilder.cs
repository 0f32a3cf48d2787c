using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped;

/// <summary>The builder of one server's registration, over that of its HTTP client.</summary>
internal sealed class FhirPlatformBuilder(IHttpClientBuilder http, FhirPlatformRegistration registration) : IFhirPlatformBuilder
{
    /// <inheritdoc/>
    public string Name => http.Name;

    /// <inheritdoc/>
    public IServiceCollection Services => http.Services;

    /// <inheritdoc/>
    public string PlatformName => registration.Name;

    /// <inheritdoc/>
    public PlatformDescriptor Platform => registration.Platform;
}
