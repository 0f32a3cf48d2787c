using System.Text;
using FhirTyped.R4;
using Microsoft.AspNetCore.Mvc.Formatters;

namespace FhirTyped.AspNetCore;

/// <summary>Reads the resource in the body of a request to a controller.</summary>
internal sealed class FhirJsonInputFormatter : TextInputFormatter
{
    private readonly FhirJsonOptions _reading;

    public FhirJsonInputFormatter(FhirJsonOptions reading)
    {
        _reading = reading;
        SupportedEncodings.Add(UTF8EncodingWithoutBOM);
        SupportedMediaTypes.Add(FhirMediaType.Fhir);
        SupportedMediaTypes.Add(FhirMediaType.Plain);
        SupportedMediaTypes.Add(FhirMediaType.Text);
    }

    public override async Task<InputFormatterResult> ReadRequestBodyAsync(InputFormatterContext context, Encoding encoding)
    {
        var request = context.HttpContext.Request;
        try
        {
            var resource = await FhirJson.ReadAsync<Resource>(request.BodyReader, _reading, context.HttpContext.RequestAborted).ConfigureAwait(false);
            if (context.ModelType.IsInstanceOfType(resource))
            {
                return await InputFormatterResult.SuccessAsync(resource).ConfigureAwait(false);
            }

            // The name of a type that FHIR does not have comes from the body.
            var place = resource is UnknownResource ? "Resource" : resource.TypeName;
            return Refuse(context, new FhirFormatException(new FhirFormatIssue(FhirFormatCode.UnexpectedResourceType, FhirFormatSeverity.Fatal, place, 1, 0)));
        }
        catch (FhirFormatException error)
        {
            return Refuse(context, error);
        }
    }

    protected override bool CanReadType(Type type) => typeof(Resource).IsAssignableFrom(type);

    private static InputFormatterResult Refuse(InputFormatterContext context, FhirFormatException error)
    {
        context.HttpContext.Features.Set(new RequestBody { Error = error });
        context.ModelState.TryAddModelError(context.ModelName, error.Message);
        return InputFormatterResult.Failure();
    }
}
