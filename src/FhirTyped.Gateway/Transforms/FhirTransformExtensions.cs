using FhirTyped.Gateway;
using FhirTyped.R4;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves what C# makes of the resources behind the gateway.</summary>
public static class FhirTransformExtensions
{
    /// <summary>
    /// Serves <c>GET /fhir/transform/{Type}/{id}?source=epic</c>: the resource is read as its caller, and given to the handler; what that returns is the answer. Where the gateway has one
    /// platform alone, <c>source</c> may be left out.
    /// </summary>
    /// <typeparam name="TResource">The resource type.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="transform">Makes another resource of one. What it throws is answered with 500, and logged by its type alone; a <see cref="FhirSourceException"/> with its own status.</param>
    /// <returns>The endpoint.</returns>
    public static IEndpointConventionBuilder MapFhirTransform<TResource>(
        this IEndpointRouteBuilder endpoints, Func<TResource, FhirSources, CancellationToken, Task<Resource>> transform)
        where TResource : Resource, IFhirResource<TResource>
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(transform);
        var services = endpoints.ServiceProvider;
        services.GetRequiredService<TransformList>().AddTransform(TResource.ResourceType);
        var endpoint = services.GetRequiredService<TransformEndpoint>();
        return endpoints.MapGet("/fhir/transform/" + TResource.ResourceType + "/{id}", context => endpoint.TransformAsync(context, transform));
    }

    /// <summary>
    /// Serves <c>GET /fhir/aggregate/{Type}?patient=…&amp;sources=epic&amp;sources=hapi</c>: the search is made at several sources at once, and what they found is one Bundle, each resource with
    /// its source in <c>meta.source</c>. A source that fails is an OperationOutcome in the Bundle (<c>search.mode</c> <c>outcome</c>), and takes nothing from the others; where all fail, so does
    /// the whole. <c>patient</c> is one id for all, or, repeated, <c>source:id</c>; further parameters are those of the search.
    /// </summary>
    /// <typeparam name="TResource">The resource type.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="merge">Makes the answer of what was found; null for a Bundle of everything.</param>
    /// <returns>The endpoint.</returns>
    public static IEndpointConventionBuilder MapFhirAggregate<TResource>(
        this IEndpointRouteBuilder endpoints, Func<FhirAggregate<TResource>, FhirSources, CancellationToken, Task<Resource>>? merge = null)
        where TResource : Resource, IFhirResource<TResource>
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        services.GetRequiredService<TransformList>().AddAggregate(TResource.ResourceType);
        var endpoint = services.GetRequiredService<AggregateEndpoint>();
        return endpoints.MapGet("/fhir/aggregate/" + TResource.ResourceType, context => endpoint.AggregateAsync(context, merge ?? ((aggregate, _, _) => Task.FromResult<Resource>(aggregate.ToBundle()))));
    }
}
