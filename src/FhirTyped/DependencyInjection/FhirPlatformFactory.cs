using Microsoft.Extensions.Logging;

namespace FhirTyped;

/// <summary>Makes clients over the pooled HTTP client of the factory.</summary>
internal sealed class FhirPlatformFactory(IHttpClientFactory http, ILoggerFactory? loggers = null) : IFhirPlatformFactory
{
    /// <summary>The name of its HTTP client. No server's can be the same: a server has a name of its own behind the prefix.</summary>
    public const string HttpClientName = FhirPlatformOptions.HttpClientNamePrefix;

    /// <inheritdoc/>
    public IFhirPlatformClient Create(PlatformDescriptor platform, FhirPlatformOptions options)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return new UntypedPlatformClient(NewContext(options, platform), platform);
    }

    /// <inheritdoc/>
    public TPlatform Create<TPlatform>(FhirPlatformOptions options)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform> => TPlatform.Create(NewContext(options, TPlatform.Descriptor));

    private FhirPlatformContext NewContext(FhirPlatformOptions options, PlatformDescriptor platform)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(http.CreateClient(HttpClientName), options.Clone(), loggers?.CreateLogger("FhirTyped." + platform.Manifest.ClassName));
    }
}
