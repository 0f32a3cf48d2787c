using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway;

/// <summary>One resource of one source, made into another.</summary>
internal sealed class TransformEndpoint(ICallerReader callers, GatewayPipeline pipeline, PageHandles pages, GatewayPlatforms platforms, GatewayAddress address, ILogger<TransformEndpoint> logger)
    : SourceEndpoint(callers, pipeline, pages, platforms, address, logger)
{
    /// <summary>Answers a request.</summary>
    public Task TransformAsync<TResource>(HttpContext context, Func<TResource, FhirSources, CancellationToken, Task<Resource>> transform)
        where TResource : Resource, IFhirResource<TResource> => RunAsync(context, async (caller, cancellationToken) =>
        {
            var id = (string)context.Request.RouteValues["id"]!;
            if (!FhirRoute.IsId(id))
            {
                throw new GatewayProblem(HttpStatusCode.BadRequest, "invalid", "The address does not end with an id.", "address");
            }

            var sources = NewSources(context, caller, SourceOf(context.Request));
            var resource = await sources.ReadAsync<TResource>(id, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await transform(resource, sources, cancellationToken).ConfigureAwait(false)
                ?? throw new GatewayProblem(HttpStatusCode.InternalServerError, "exception", "The handler made nothing of the resource.");
        });

    private string SourceOf(HttpRequest request) => request.Query["source"] switch
    {
        { Count: 1 } source when source[0] is { Length: > 0 } name => Known(name),
        { Count: 0 } when Platforms.All is [var only] => only.Id,
        _ => throw new GatewayProblem(HttpStatusCode.BadRequest, "required", "The address names one source: ?source=….", "address"),
    };
}
