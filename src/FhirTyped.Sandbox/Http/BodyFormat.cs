using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Bodies of requests in another format than JSON.</summary>
internal static class BodyFormat
{
    /// <summary>The request with its body as JSON, where it is in one of the formats; what is wrong with it is refused when it is looked at.</summary>
    public static SandboxMessage Translate(IEnumerable<IFhirFormat> formats, SandboxMessage message)
    {
        if (message.ContentType.Length == 0 || message.Body.IsEmpty || formats.FirstOrDefault(one => one.IsMeantBy(message.ContentType)) is not { } format)
        {
            return message;
        }

        try
        {
            return message with { Body = format.ToJson(message.Body.Span), ContentType = "application/fhir+json" };
        }
        catch (FhirException error)
        {
            return message with
            {
                ContentType = "application/fhir+json",
                UnreadableBody = new RefusedException(HttpStatusCode.BadRequest, IssueType.Structure, error.Message),
            };
        }
    }
}
