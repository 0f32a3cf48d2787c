using System.Text;
using FhirTyped.R4;
using Microsoft.AspNetCore.Mvc.Formatters;

namespace FhirTyped.AspNetCore;

/// <summary>Writes the resource that a controller returns.</summary>
internal sealed class FhirJsonOutputFormatter : TextOutputFormatter
{
    public FhirJsonOutputFormatter()
    {
        SupportedEncodings.Add(Encoding.UTF8);
        SupportedMediaTypes.Add(FhirMediaType.Fhir);
        SupportedMediaTypes.Add(FhirMediaType.Plain);
        SupportedMediaTypes.Add(FhirMediaType.Text);
    }

    // Of nothing there is another formatter.
    public override bool CanWriteResult(OutputFormatterCanWriteContext context) => context.Object is Resource && base.CanWriteResult(context);

    public override void WriteResponseHeaders(OutputFormatterWriteContext context)
    {
        base.WriteResponseHeaders(context);

        // ASP.NET Core takes FHIR's media type for a kind of application/json; a client that asked for the general one gets its name. What the action says stays.
        if (!context.ContentTypeIsServerDefined)
        {
            context.HttpContext.Response.ContentType = FhirMediaType.Of(context.HttpContext.Request);
        }
    }

    public override Task WriteResponseBodyAsync(OutputFormatterWriteContext context, Encoding selectedEncoding) =>
        FhirJson.WriteAsync(context.HttpContext.Response.Body, (Resource)context.Object!, context.HttpContext.RequestAborted).AsTask();

    protected override bool CanWriteType(Type? type) => type is not null;
}
