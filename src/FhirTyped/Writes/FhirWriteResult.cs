using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// What became of a create, update or patch that the server carried out. Its status says that it was done, whatever the answer holds beside it: servers
/// may answer with the resource, with remarks, or with nothing (https://hl7.org/fhir/R4/http.html#ops).
/// </summary>
/// <typeparam name="T">The resource type.</typeparam>
public sealed class FhirWriteResult<T>
    where T : Resource
{
    internal FhirWriteResult(HttpStatusCode statusCode, string? id, string? versionId, T? resource)
    {
        StatusCode = statusCode;
        Id = id;
        VersionId = versionId;
        Resource = resource;
    }

    /// <summary>The HTTP status (RFC 9110).</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>Whether the server created the resource (201). Else it changed one, or, of a conditional create, found one for which the criteria hold.</summary>
    public bool IsCreated => StatusCode == HttpStatusCode.Created;

    /// <summary>
    /// The id of the resource. Null where the server does not say which id it gave: the resource was created all the same, so do not create it again;
    /// search for it by an identifier.
    /// </summary>
    public string? Id { get; }

    /// <summary>The version that the resource has now, for <c>If-Match</c>; null where the server does not say.</summary>
    public string? VersionId { get; }

    /// <summary>Whether <see cref="Resource"/> is what the server answered with, and not what was sent.</summary>
    public bool HasRepresentation { get; internal init; }

    /// <summary>
    /// The resource as it is there now. Where the server answered without it, it is what was sent, with <see cref="Id"/> and <see cref="VersionId"/>; a server
    /// may have changed more. Null where neither is known: of a patch, and of a conditional create that found a resource, which the server answered without it.
    /// </summary>
    public T? Resource { get; }

    /// <summary>
    /// The server's remarks, or null (https://hl7.org/fhir/R4/operationoutcome.html). They hold no error: that would have been an exception.
    /// </summary>
    public OperationOutcome? Outcome { get; internal init; }
}
