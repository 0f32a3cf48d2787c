using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>What a server answered to a request that it carried out (<see cref="IFhirPlatformClient.SendAsync"/>).</summary>
public sealed class FhirResponse
{
    internal FhirResponse(HttpStatusCode statusCode) => StatusCode = statusCode;

    /// <summary>The HTTP status (RFC 9110): always a success.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The resource that the server answered with, for a search its first page; null where it answered without one.</summary>
    public Resource? Resource { get; internal init; }

    /// <summary>The id of what was read or written; null where the server does not say, or where it is no one resource.</summary>
    public string? Id { get; internal init; }

    /// <summary>The version of what was read or written; null where the server does not say.</summary>
    public string? VersionId { get; internal init; }

    /// <summary>The server's remarks on a write, or null.</summary>
    public OperationOutcome? Outcome { get; internal init; }

    /// <summary>The status: the rest may be about a patient.</summary>
    public override string ToString() => $"{nameof(FhirResponse)} {(int)StatusCode}";
}
