using FhirTyped.Capabilities;

namespace FhirTyped;

/// <content>What is not sent, and what is told of the answers.</content>
internal partial class ServerExchange
{
    /// <summary>Throws where the judge refuses.</summary>
    /// <exception cref="FhirCapabilityException">It does.</exception>
    public void Guard(CapabilityVerdict verdict, string request)
    {
        if (IsRefused(verdict))
        {
            Guard([verdict], request);
        }
    }

    /// <summary>Throws where the judge refuses.</summary>
    /// <exception cref="FhirCapabilityException">It does.</exception>
    public void Guard(IReadOnlyList<CapabilityVerdict> verdicts, string request)
    {
        if (FindRefused(verdicts, request) is { } refused)
        {
            throw new FhirCapabilityException(Platform, refused);
        }
    }

    /// <summary>What the judge refuses, and tells of it; null where it refuses nothing.</summary>
    public IReadOnlyList<CapabilityVerdict>? FindRefused(IReadOnlyList<CapabilityVerdict> verdicts, string request)
    {
        List<CapabilityVerdict>? refused = null;
        foreach (var verdict in verdicts)
        {
            if (IsRefused(verdict))
            {
                (refused ??= []).Add(verdict);
            }
        }

        if (refused is not null)
        {
            FhirLog.Refused(_logger, Platform.Id, request, string.Join(' ', refused.Select(static verdict => verdict.Id)));
        }

        return refused;
    }

    /// <summary>Tells that matches contradict their search.</summary>
    public void TellMismatches(int count, string resourceType)
    {
        FhirLog.Mismatched(_logger, Platform.Id, count, resourceType);
        FhirMetrics.Mismatched(count, Platform.Id, resourceType);
    }

    /// <summary>Tells that the server searched for something else.</summary>
    public void TellDropped(int count, string resourceType)
    {
        FhirLog.Dropped(_logger, Platform.Id, count, resourceType);
        FhirMetrics.Dropped(Platform.Id, resourceType);
    }

    /// <summary>Tells that a search ended with too few matches.</summary>
    public void TellTruncated(string resourceType)
    {
        FhirLog.Truncated(_logger, Platform.Id, resourceType);
        FhirMetrics.Truncated(Platform.Id, resourceType);
    }

    /// <summary>Tells, or refuses, what the scopes that were granted do not cover.</summary>
    /// <exception cref="FhirCapabilityException">They do not cover it, and the options say to refuse that. Nothing was sent.</exception>
    private void GuardScopes(FhirRequest request, FhirAuthorization? authorization)
    {
        if (authorization is null || authorization.GrantedScopes.Count == 0 || request.Interaction == FhirInteraction.None || request.ResourceType.Length == 0)
        {
            return;
        }

        List<CapabilityVerdict>? uncovered = null;
        if (Judge.JudgeScope(authorization.GrantedScopes, request.ResourceType, request.Interaction) is { IsSupported: false } verdict)
        {
            uncovered = [verdict];
        }

        if (request.Criteria is { } criteria)
        {
            foreach (var include in Judge.JudgeIncludeScopes(authorization.GrantedScopes, criteria))
            {
                (uncovered ??= []).Add(include);
            }
        }

        if (uncovered is null)
        {
            return;
        }

        FhirLog.Uncovered(_logger, Platform.Id, request.Description, string.Join(' ', uncovered.Select(static one => one.Id)));
        if (Options.GrantedScopes == ScopeHandling.Refuse)
        {
            throw new FhirCapabilityException(Platform, uncovered);
        }
    }

    /// <summary>Whether what the judge says keeps a request from being sent.</summary>
    public bool IsRefused(CapabilityVerdict verdict) => verdict.Support
        >= (Options.Undeclared == UndeclaredHandling.Refuse ? CapabilitySupport.Undeclared : CapabilitySupport.Unsupported);
}
