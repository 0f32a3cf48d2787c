using FhirTyped.R4;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.AspNetCore;

/// <summary>
/// A resource as the answer of a minimal API, with FHIR's media type and any status:
/// <c>new FhirHttpResult(outcome, StatusCodes.Status404NotFound)</c>. A handler that returns the resource itself gives 200.
/// </summary>
/// <param name="resource">The resource.</param>
/// <param name="statusCode">The HTTP status.</param>
public sealed class FhirHttpResult(Resource resource, int statusCode = StatusCodes.Status200OK) : IResult, IStatusCodeHttpResult, IValueHttpResult
{
    private readonly Resource _resource = resource ?? throw new ArgumentNullException(nameof(resource));

    /// <summary>The HTTP status.</summary>
    public int? StatusCode => statusCode;

    /// <summary>The resource.</summary>
    public object? Value => _resource;

    /// <inheritdoc/>
    /// <exception cref="FhirFormatException">The resource cannot be written; nothing was sent then.</exception>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);

        // All of it before the first byte goes out: what cannot be written is then an error, and not half an answer.
        var utf8 = FhirJson.ToUtf8Bytes(_resource);
        var response = httpContext.Response;
        response.StatusCode = statusCode;
        response.ContentType = FhirMediaType.Of(httpContext.Request);
        response.ContentLength = utf8.Length;
        await response.Body.WriteAsync(utf8, httpContext.RequestAborted).ConfigureAwait(false);
    }
}
