using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Somebody else changed the resource (409 or 412).</summary>
/// <param name="request">The method and resource type.</param>
/// <param name="statusCode">The HTTP status.</param>
/// <param name="outcome">The server's OperationOutcome, or null.</param>
public sealed class FhirConflictException(string request, HttpStatusCode statusCode, OperationOutcome? outcome)
    : FhirResponseException(request, statusCode, outcome);
