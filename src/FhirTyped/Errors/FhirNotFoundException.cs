using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>There is no such resource (404), or it was deleted (410).</summary>
/// <param name="request">The method and resource type.</param>
/// <param name="statusCode">The HTTP status.</param>
/// <param name="outcome">The server's OperationOutcome, or null.</param>
public sealed class FhirNotFoundException(string request, HttpStatusCode statusCode, OperationOutcome? outcome)
    : FhirResponseException(request, statusCode, outcome);
