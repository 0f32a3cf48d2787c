using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The server refused a transaction. Nothing of it was carried out: it is all or none.</summary>
/// <param name="request">The method and what was sent.</param>
/// <param name="statusCode">The HTTP status: that of the request that failed, as far as servers keep to FHIR.</param>
/// <param name="outcome">The server's OperationOutcome, whose expressions may name the entry; or null.</param>
public sealed class FhirTransactionException(string request, HttpStatusCode statusCode, OperationOutcome? outcome)
    : FhirResponseException(request, statusCode, outcome);
