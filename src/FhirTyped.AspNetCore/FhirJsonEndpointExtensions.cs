using FhirTyped.AspNetCore;
using FhirTyped.R4;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Endpoints of minimal APIs that speak FHIR.</summary>
public static class FhirJsonEndpointExtensions
{
    /// <summary>
    /// Lets endpoints answer with <c>application/fhir+json</c> where they give a resource, and with an OperationOutcome where a request cannot be read, in
    /// every environment: <c>app.MapGroup("/fhir").WithFhirJson()</c>. What a handler itself answers stays as it is.
    /// </summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">An endpoint, or a group of them.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">When the endpoints are made: <c>AddFhirJson()</c> was not called on the services.</exception>
    public static TBuilder WithFhirJson<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddEndpointFilter(new FhirEndpointFilter());
        builder.Finally(static endpoint =>
        {
            if (endpoint.ApplicationServices.GetService<FhirJsonMarker>() is null)
            {
                throw new InvalidOperationException("WithFhirJson() needs FHIR's JSON: call AddFhirJson() on the services.");
            }

            Describe(endpoint.Metadata);
            if (endpoint.RequestDelegate is { } handle)
            {
                endpoint.RequestDelegate = context => HandleAsync(context, handle);
            }
        });
        return builder;
    }

    private static async Task HandleAsync(HttpContext context, RequestDelegate handle)
    {
        var body = RequestBody.Begin();
        context.Features.Set(body);
        try
        {
            await handle(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException error) when (!body.IsBound && !context.Response.HasStarted)
        {
            // In development, a request that cannot be read is an exception.
            context.Response.StatusCode = error.StatusCode;
        }

        var status = context.Response.StatusCode;
        if (!body.IsBound && !context.Response.HasStarted && status >= StatusCodes.Status400BadRequest)
        {
            var outcome = body.Error is { } error ? Refusal.Of(error.Issue) : Refusal.Of(status);
            await new FhirHttpResult(outcome, status).ExecuteAsync(context).ConfigureAwait(false);
        }
    }

    // What the endpoint says of itself, to routing and to descriptions such as OpenAPI.
    private static void Describe(IList<object> metadata)
    {
        for (var i = 0; i < metadata.Count; i++)
        {
            metadata[i] = metadata[i] switch
            {
                IAcceptsMetadata { RequestType: { } type } accepts when typeof(Resource).IsAssignableFrom(type) =>
                    new AcceptsMetadata([FhirMediaType.Fhir, FhirMediaType.Plain], type, accepts.IsOptional),
                IProducesResponseTypeMetadata { Type: { } type } produces when typeof(Resource).IsAssignableFrom(type) =>
                    new ProducesResponseTypeMetadata(produces.StatusCode, type, [FhirMediaType.Fhir]),
                var other => other,
            };
        }
    }
}
