using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// There is no such resource (404), or it was deleted (410); or the address leads nowhere, which servers answer in the same way:
/// <see cref="IsAboutResource"/> tells them apart.
/// </summary>
/// <param name="request">The method and resource type.</param>
/// <param name="statusCode">The HTTP status.</param>
/// <param name="outcome">The server's OperationOutcome, or null.</param>
public sealed class FhirNotFoundException(string request, HttpStatusCode statusCode, OperationOutcome? outcome)
    : FhirResponseException(request, statusCode, outcome)
{
    /// <summary>
    /// Whether FHIR itself says that it is the resource that is not there: an OperationOutcome that speaks of nothing else. A page of a proxy, an empty
    /// answer and an unknown resource type are 404 as well (https://hl7.org/fhir/R4/http.html#read), and say nothing of a patient.
    /// </summary>
    public bool IsAboutResource => Outcome is { Issue.Count: > 0 } known && (StatusCode == HttpStatusCode.Gone
        ? !known.Issue.Exists(static issue => issue.Code?.Value == IssueType.NotSupported)
        : known.Issue.Exists(SpeaksOfAbsence) && known.Issue.TrueForAll(static issue => SpeaksOfAbsence(issue) || IsRemark(issue)));

    // HAPI FHIR and what is built on it say "processing" of an id that they do not have.
    private static bool SpeaksOfAbsence(OperationOutcomeIssue issue) =>
        issue.Code?.Value is IssueType.NotFound or IssueType.Deleted or IssueType.Processing;

    private static bool IsRemark(OperationOutcomeIssue issue) => issue.Severity?.Value is IssueSeverity.Information or IssueSeverity.Warning;
}
