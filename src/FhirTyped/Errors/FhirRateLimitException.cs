using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The server has had too many requests (429); see <see cref="FhirResponseException.RetryAfter"/>.</summary>
/// <param name="request">The method and resource type.</param>
/// <param name="statusCode">The HTTP status.</param>
/// <param name="outcome">The server's OperationOutcome, or null.</param>
public sealed class FhirRateLimitException(string request, HttpStatusCode statusCode, OperationOutcome? outcome)
    : FhirResponseException(request, statusCode, outcome);
