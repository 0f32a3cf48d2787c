using FhirTyped.Firely;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets HTTP clients speak FHIR's XML.</summary>
public static class FhirXmlServiceCollectionExtensions
{
    /// <summary>
    /// Speaks XML with the server, whatever the client above speaks: adds a <see cref="FhirXmlHandler"/>. Call it after guards and validation were added, which look at JSON.
    /// </summary>
    /// <typeparam name="TBuilder">The builder: that of <c>AddFhirPlatform</c>, or of any HTTP client.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="maximumResponseBytes">The largest answer that is read, in bytes of XML.</param>
    /// <returns>The builder.</returns>
    public static TBuilder AddFhirXml<TBuilder>(this TBuilder builder, int maximumResponseBytes = 64 * 1024 * 1024)
        where TBuilder : IHttpClientBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumResponseBytes, 1);
        builder.AddHttpMessageHandler(() => new FhirXmlHandler(maximumResponseBytes));
        return builder;
    }
}
