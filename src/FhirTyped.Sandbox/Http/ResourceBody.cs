using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Reads the resource in a request's body.</summary>
internal static class ResourceBody
{
    private static readonly string[] Json = ["application/fhir+json", "application/json", "application/json+fhir", "text/json", ""];

    /// <summary>The resource. What is wrong with it is refused with its place, never with its value.</summary>
    /// <param name="message">The request.</param>
    /// <param name="isElsewhere">Whether what is wrong is refused in another place; by default nothing is.</param>
    public static Resource Read(SandboxMessage message, Func<FhirFormatIssue, bool>? isElsewhere = null)
    {
        if (message.UnreadableBody is { } unreadable)
        {
            throw unreadable;
        }

        if (!Json.Contains(message.ContentType, StringComparer.OrdinalIgnoreCase))
        {
            throw new RefusedException(HttpStatusCode.UnsupportedMediaType, IssueType.NotSupported, "The sandbox reads JSON only: application/fhir+json.");
        }

        if (message.Body.IsEmpty)
        {
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Required, "The request has no body.");
        }

        if (!FhirJson.TryRead<Resource>(message.Body.Span, out var resource, out var issues))
        {
            throw Refuse(issues[^1], HttpStatusCode.BadRequest);
        }

        // What a server cannot store without losing meaning it refuses; the rest it takes, as servers do.
        var error = issues.FirstOrDefault(issue => issue.Severity != FhirFormatSeverity.Warning
            && issue.Code is FhirFormatCode.InvalidJson or FhirFormatCode.WrongJsonType or FhirFormatCode.InvalidValue
                or FhirFormatCode.MissingElement or FhirFormatCode.UnknownResourceType or FhirFormatCode.DuplicateProperty
            && isElsewhere?.Invoke(issue) != true);
        return error is not null ? throw Refuse(error, HttpStatusCode.BadRequest)
            : resource is UnknownResource ? throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Structure, "The body is no resource of FHIR R4.")
            : resource;
    }

    /// <summary>The resource of the type that the address names.</summary>
    public static Resource Read(SandboxMessage message, string resourceType)
    {
        var resource = Read(message);
        return resource.TypeName == resourceType
            ? resource
            : throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Invalid,
                "The body is a " + resource.TypeName + ", and the address is that of a " + resourceType + ".") { Expression = resource.TypeName };
    }

    /// <summary>The place as a FHIRPath: up to the element whose name the standard does not know, which is shown as a question mark.</summary>
    private static string KnownPart(string location) =>
        location.IndexOf(".?", StringComparison.Ordinal) is > 0 and var unknown ? location[..unknown] : location;

    /// <summary>The refusal of what is wrong with a payload.</summary>
    public static RefusedException Refuse(FhirFormatIssue issue, HttpStatusCode status) => new(status,
        issue.Code switch
        {
            FhirFormatCode.MissingElement => IssueType.Required,
            FhirFormatCode.InvalidValue => IssueType.Value,
            FhirFormatCode.PayloadLimit or FhirFormatCode.DepthLimit => IssueType.TooLong,
            _ => IssueType.Structure,
        },
        issue.ToString())
    {
        Expression = KnownPart(issue.Location),
    };
}
