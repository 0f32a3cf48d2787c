using FhirTyped.Gateway;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts the explorer into an application.</summary>
public static class FhirGatewayExplorerExtensions
{
    /// <summary>
    /// Maps the explorer: a page at <c>/</c>, its files below <c>/explorer/</c>, and what it asks below <c>/api/explorer/</c>. It shows people what each platform can do, judges a search while it is
    /// written, and runs it through <c>/api/fhir/{platform}/…</c> with the session of the browser: nobody sees more by it than without it. The page says nothing of a patient, and is everybody's;
    /// what is judged is neither sent to a platform nor logged. It needs <see cref="FhirGatewayApplicationExtensions.MapFhirGateway"/>.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>The application.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endpoints"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The gateway is not registered (<c>AddFhirGateway</c>).</exception>
    public static IEndpointRouteBuilder MapFhirGatewayExplorer(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var facts = endpoints.ServiceProvider.GetRequiredService<PlatformFacts>();
        string[] reads = [Http.HttpMethods.Get, Http.HttpMethods.Head];
        endpoints.MapMethods("/", reads, ExplorerPage.ShowAsync);
        endpoints.MapMethods(ExplorerPage.FilesPath + "{file}", reads, ExplorerPage.ShowFileAsync);
        endpoints.MapGet("/api/explorer/platforms/{platform}", facts.ShowAsync);
        endpoints.MapPost("/api/explorer/explain", endpoints.ServiceProvider.GetRequiredService<ExplainEndpoint>().ExplainAsync);
        return endpoints;
    }
}
