using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The access token is missing or not accepted (401), or does not allow this (403).</summary>
/// <param name="request">The method and resource type.</param>
/// <param name="statusCode">The HTTP status.</param>
/// <param name="outcome">The server's OperationOutcome, or null.</param>
public sealed class FhirAuthorizationException(string request, HttpStatusCode statusCode, OperationOutcome? outcome)
    : FhirResponseException(request, statusCode, outcome);
