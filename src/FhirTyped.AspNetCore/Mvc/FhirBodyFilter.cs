using FhirTyped.R4;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace FhirTyped.AspNetCore;

/// <summary>Answers a controller's request whose resource cannot be read, before ASP.NET Core's own filter does (which is at -2000).</summary>
internal sealed class FhirBodyFilter : IActionFilter, IOrderedFilter
{
    public int Order => -3000;

    public void OnActionExecuting(ActionExecutingContext context)
    {
        var error = context.HttpContext.Features.Get<RequestBody>()?.Error;
        if (error is null && (context.ModelState.IsValid || !TakesResource(context)))
        {
            return;
        }

        context.Result = new ObjectResult(error is null ? Refusal.Of(StatusCodes.Status400BadRequest) : Refusal.Of(error.Issue))
        {
            StatusCode = StatusCodes.Status400BadRequest,
            ContentTypes = { FhirMediaType.Fhir },
        };
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }

    // Also an optional one may be what is wrong: only what stands in the body counts.
    private static bool TakesResource(ActionExecutingContext context)
    {
        foreach (var parameter in context.ActionDescriptor.Parameters)
        {
            if (typeof(Resource).IsAssignableFrom(parameter.ParameterType) && parameter.BindingInfo?.BindingSource == BindingSource.Body)
            {
                return true;
            }
        }

        return false;
    }
}
