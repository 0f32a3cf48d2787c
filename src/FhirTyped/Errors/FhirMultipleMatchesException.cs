using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// The criteria of a conditional request hold for more than one resource (412), so that the server did nothing. Narrow them to one: an
/// identifier with its system is best.
/// </summary>
/// <param name="request">The method and resource type.</param>
/// <param name="statusCode">The HTTP status.</param>
/// <param name="outcome">The server's OperationOutcome, or null.</param>
public sealed class FhirMultipleMatchesException(string request, HttpStatusCode statusCode, OperationOutcome? outcome)
    : FhirResponseException(request, statusCode, outcome);
