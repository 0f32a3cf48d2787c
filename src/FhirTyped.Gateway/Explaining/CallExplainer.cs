using System.Runtime.CompilerServices;
using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.Raw;

namespace FhirTyped.Gateway;

/// <summary>Says what would become of a call, without making it: for a person who is writing it, and for an agent that is to learn.</summary>
internal sealed class CallExplainer(AccessPolicy policy, IGatewayConnections connections)
{
    // As the exchange's own judge, but that it repeats to whoever asks the names that he wrote.
    private readonly ConditionalWeakTable<GatewayPlatform, CapabilityJudge> _judges = [];

    /// <summary>Explains a call.</summary>
    /// <exception cref="StoreUnavailableException">The sessions cannot be read.</exception>
    public async ValueTask<CallExplanation> ExplainAsync(GatewayCaller caller, GatewayPlatform platform, FhirCall call, CancellationToken cancellationToken)
    {
        RawRequest raw;
        try
        {
            raw = PreparedCall.Read(platform, call);
        }
        catch (GatewayProblem problem)
        {
            return new() { Problem = problem.Message };
        }

        var connection = await connections.FindAsync(caller, platform, cancellationToken).ConfigureAwait(false);
        var decision = Decide(caller, connection, platform, raw, call);
        var judge = JudgeOf(platform);
        var verdicts = raw.Verdicts.Count > 0 && raw.Bundle is null && call.IfNoneExist is null ? Judge(judge, raw.Route, call) : raw.Verdicts;
        return new()
        {
            Route = raw.Route,
            Criteria = raw.Criteria,
            Verdicts = verdicts,
            Advice = raw is { Route.Kind: FhirRouteKind.SearchType, Criteria: { } criteria } ? [.. judge.AdviseOn(criteria).Where(advice => !verdicts.Contains(advice))] : [],
            PolicyRefusal = decision.Refusal,
            MissingScope = decision.MissingScope,
            NeedsLogin = connection is null,
            IsRefused = platform.Exchange.IsRefused(verdicts),
            CorrectedUrl = raw.Route.IsSearchByPost ? null : RequestCorrection.Find(call, raw, verdicts, platform),
        };
    }

    private AccessDecision Decide(GatewayCaller caller, GatewayConnection? connection, GatewayPlatform platform, RawRequest raw, FhirCall call)
    {
        try
        {
            return policy.Decide(caller, connection, platform, raw, () => PreparedCall.ReadBody(call));
        }
        catch (GatewayProblem problem)
        {
            return AccessDecision.Refused(problem.Message);
        }
    }

    private CapabilityJudge JudgeOf(GatewayPlatform platform) =>
        _judges.GetValue(platform, static one => new CapabilityJudge(one.Descriptor.Manifest) { RepeatsUnknownNames = true });

    private static IReadOnlyList<CapabilityVerdict> Judge(CapabilityJudge judge, FhirRoute route, FhirCall call) => judge.JudgeRequest(
        route, out _, hasVersion: call.IfMatch is not null, route.IsSearchByPost ? Encoding.UTF8.GetString(call.Body.Span) : "",
        route.Kind is FhirRouteKind.Patch or FhirRouteKind.ConditionalPatch ? call.ContentType ?? "" : "");
}
