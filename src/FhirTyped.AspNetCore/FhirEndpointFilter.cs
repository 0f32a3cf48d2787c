using FhirTyped.R4;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.AspNetCore;

/// <summary>Notes that a handler is reached, and gives its resource the media type of FHIR.</summary>
internal sealed class FhirEndpointFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // A parameter that is not of its type has set the status already; the handler is then not called.
        if (context.HttpContext.Response.StatusCode < StatusCodes.Status400BadRequest && context.HttpContext.Features.Get<RequestBody>() is { } body)
        {
            body.IsBound = true;
        }

        var result = await next(context).ConfigureAwait(false);
        var inner = result;
        while (inner is INestedHttpResult nested)
        {
            inner = nested.Result;
        }

        return inner switch
        {
            Resource resource => new FhirHttpResult(resource),
            FhirHttpResult => result,
            IResult answer and IValueHttpResult { Value: Resource } => new WithMediaType(answer),
            _ => result,
        };
    }

    /// <summary>A result that ASP.NET Core writes, status and headers and all, but for the media type.</summary>
    private sealed class WithMediaType(IResult result) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.OnStarting(
                static state =>
                {
                    var context = (HttpContext)state;

                    // One that the handler chose stays.
                    if (context.Response.ContentType?.StartsWith(FhirMediaType.Plain, StringComparison.OrdinalIgnoreCase) == true)
                    {
                        context.Response.ContentType = FhirMediaType.Of(context.Request);
                    }

                    return Task.CompletedTask;
                },
                httpContext);
            return result.ExecuteAsync(httpContext);
        }
    }
}
