using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>How the platform says no: the HTTP status and issue code of a verdict.</summary>
internal sealed class Refusals(CapabilityJudge judge, bool answersUndeclared)
{
    /// <summary>Whether a verdict stands in the way of a request.</summary>
    public bool IsRefusal(CapabilityVerdict verdict) =>
        verdict.Support >= (answersUndeclared ? CapabilitySupport.Unsupported : CapabilitySupport.Undeclared);

    /// <summary>Refuses the request where a verdict stands in its way.</summary>
    public void ThrowIfRefused(string resourceType, params IEnumerable<CapabilityVerdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            if (IsRefusal(verdict))
            {
                throw Of(resourceType, verdict);
            }
        }
    }

    public RefusedException Of(string resourceType, CapabilityVerdict verdict) => verdict.Id switch
    {
        CapabilityIds.Resource or CapabilityIds.Operation => new(HttpStatusCode.NotFound, IssueType.NotSupported, verdict.Message),
        CapabilityIds.Interaction or CapabilityIds.Transaction => new(HttpStatusCode.MethodNotAllowed, IssueType.NotSupported, verdict.Message),
        CapabilityIds.PatchKind => new(HttpStatusCode.UnsupportedMediaType, IssueType.NotSupported, verdict.Message),
        CapabilityIds.IfMatchRequired => new((HttpStatusCode)judge.MissingVersionStatus(resourceType), IssueType.Required, verdict.Message),
        CapabilityIds.RequiredCombination => new(HttpStatusCode.BadRequest, IssueType.Required, verdict.Message),
        CapabilityIds.Conditional => new(HttpStatusCode.BadRequest, IssueType.NotSupported, verdict.Message),
        _ => new(HttpStatusCode.BadRequest, IssueType.Invalid, verdict.Message),
    };
}
