using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.Raw;

namespace FhirTyped.Gateway;

/// <summary>Reads what a caller asks: for whoever carries it out, and for whoever only says what would become of it.</summary>
internal static class PreparedCall
{
    /// <summary>The request, read and judged.</summary>
    /// <exception cref="GatewayProblem">It can be no request.</exception>
    public static RawRequest Read(GatewayPlatform platform, FhirCall call)
    {
        RawRequest raw;
        try
        {
            raw = platform.Exchange.Prepare(call);
        }
        catch (Exception error) when (error is ArgumentException or FhirException)
        {
            throw new GatewayProblem(HttpStatusCode.BadRequest, "invalid", error is ArgumentException argument ? WithoutParameter(argument) : "A header of the request is not what FHIR takes.", "address");
        }

        return raw.Route.Kind != FhirRouteKind.None ? raw : throw new GatewayProblem(HttpStatusCode.BadRequest, "not-supported", "This is no request of FHIR's: " + raw.Route.Problem + ".", "address");
    }

    /// <summary>The body, read strictly, where policy hangs on what it holds; null where it holds no resource.</summary>
    /// <exception cref="GatewayProblem">It is not valid FHIR.</exception>
    public static Resource? ReadBody(FhirCall call)
    {
        if (call.Body.IsEmpty || call.ContentType is FhirMediaTypes.Form or FhirMediaTypes.JsonPatch)
        {
            return null;
        }

        try
        {
            return FhirJson.Read(call.Body.Span, FhirJsonOptions.Strict);
        }
        catch (FhirFormatException error)
        {
            throw new GatewayProblem(
                HttpStatusCode.BadRequest, "structure",
                "What may be written here hangs on what the body says, and it is not valid FHIR: " + error.Issue.Location + ": " + error.Issue.Code + ".", "body");
        }
    }

    // What it says, without the name of our parameter.
    private static string WithoutParameter(ArgumentException error) =>
        error.ParamName is { } name ? error.Message.Replace(" (Parameter '" + name + "')", "", StringComparison.Ordinal) : error.Message;
}
