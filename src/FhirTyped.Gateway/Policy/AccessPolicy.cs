using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.Raw;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>
/// What a caller may do: both what he himself is permitted and what the server granted him have to cover it, entry by entry in a batch, and nothing is written where that is not
/// wanted. What the platform can do is not asked here: the judge says that.
/// </summary>
internal sealed class AccessPolicy(IOptions<FhirGatewayOptions> options)
{
    private readonly GatewayPolicyOptions _options = options.Value.Policy;

    /// <summary>Whether a request is permitted.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="connection">By what it would be sent; null where the caller has to log in first.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="request">The request.</param>
    /// <param name="body">Reads the body strictly, where what it holds has a say; it gives null where there is none.</param>
    public AccessDecision Decide(GatewayCaller caller, GatewayConnection? connection, GatewayPlatform platform, RawRequest request, Func<Resource?> body)
    {
        var gates = GatesFor(caller, connection, platform);
        if (gates is null)
        {
            return AccessDecision.Refused("The caller's token has no scope for clinical data, and the gateway asks for one.", "user/*.rs");
        }

        // What one reader passes over another may carry out: where anything hangs on it, the Bundle is read strictly.
        if ((gates.Count > 0 && request.Bundle is not null ? body() as Bundle : request.Bundle) is not { } bundle)
        {
            return DecideOne(gates, platform, request.Route, request.Message.IfNoneExist is { } condition ? CriteriaOf(request.Route, condition) : request.Criteria, body);
        }

        var decision = AccessDecision.Permitted;
        var number = 0;
        foreach (var entry in bundle.Entry)
        {
            var one = DecideEntry(gates, platform, entry);
            if (!one.IsPermitted)
            {
                return one with { Refusal = $"Entry {number}: {one.Refusal}" };
            }

            decision = decision.And(one);
            number++;
        }

        return decision;
    }

    /// <summary>What must hold of the resources of a further page of a search that was permitted.</summary>
    public AccessDecision DecidePage(GatewayCaller caller, GatewayConnection? connection, GatewayPlatform platform, string resourceType)
    {
        // The link was sealed for this caller, and leads on where the search was permitted: what is left to see to are the resources.
        var isBound = caller.Scopes is { } scopes && !scopes.Any(scope => scope.Context != SmartScopeContext.Patient && (scope.ResourceType == "*" || scope.ResourceType == resourceType));
        return GatesFor(caller, connection, platform) is null ? AccessDecision.Refused("The caller's token has no scope for clinical data any longer.")
            : !isBound ? AccessDecision.Permitted
            : caller.PatientId is { } patient ? AccessDecision.PermittedIf(new PatientBinding(patient, platform.Exchange.BaseUrl.AbsoluteUri).MaySee)
            : AccessDecision.Refused("The scopes are those of one patient, and no patient is in context.");
    }

    /// <summary>Whether a request changes something, as far as it shows.</summary>
    public static bool IsWrite(FhirRoute route) => route.Kind switch
    {
        FhirRouteKind.Create or FhirRouteKind.Update or FhirRouteKind.ConditionalUpdate or FhirRouteKind.Patch or FhirRouteKind.ConditionalPatch
            or FhirRouteKind.Delete or FhirRouteKind.ConditionalDelete => true,
        FhirRouteKind.Operation => !OnlyReads(route.Operation),
        _ => false,
    };

    /// <summary>Whether an operation changes nothing of what the platform keeps. An export makes files, and nothing else.</summary>
    public static bool OnlyReads(string operation) => ReadOnlyOperations.Contains(operation) || operation == "export";

    private List<ScopeGate>? GatesFor(GatewayCaller caller, GatewayConnection? connection, GatewayPlatform platform)
    {
        var baseUrl = platform.Exchange.BaseUrl.AbsoluteUri;
        var gates = new List<ScopeGate>(2);
        if (caller.Scopes is { } scopes)
        {
            if (scopes.Count > 0)
            {
                gates.Add(new ScopeGate(scopes, caller.PatientId, baseUrl, checksAnswers: true));
            }
            else if (!_options.AllowCallersWithoutScopes)
            {
                return null;
            }
        }

        // What the server granted, it sees to itself: here it is only said before anything is sent.
        if (connection is { IsShared: false, GrantedScopes: { Count: > 0 } granted })
        {
            gates.Add(new ScopeGate(granted, connection.PatientId, baseUrl, checksAnswers: false));
        }

        return gates;
    }

    private AccessDecision DecideEntry(List<ScopeGate> gates, GatewayPlatform platform, BundleEntry entry)
    {
        if (entry.Request is not { Method.Value: { } method, Url: { Length: > 0 } url })
        {
            return AccessDecision.Refused("the entry has no request.");
        }

        var route = FhirRoute.Parse(method.ToString(), url);
        if (route.Kind is FhirRouteKind.None or FhirRouteKind.Batch)
        {
            return AccessDecision.Refused("the address of the entry is none of FHIR's.");
        }

        return DecideOne(gates, platform, route, CriteriaOf(route, entry.Request.IfNoneExist), () => entry.Resource);
    }

    private static SearchQuery? CriteriaOf(FhirRoute route, string? condition) =>
        condition is not null ? SearchQuery.Parse(route.ResourceType, condition)
        : route.Query.Length > 0 || route.Kind is FhirRouteKind.SearchType or FhirRouteKind.SearchCompartment ? SearchQuery.Parse(route.ResourceType, route.Query)
        : null;

    private AccessDecision DecideOne(List<ScopeGate> gates, GatewayPlatform platform, FhirRoute route, SearchQuery? criteria, Func<Resource?> body)
    {
        if ((_options.ReadOnly || platform.Options.ReadOnly) && IsWrite(route))
        {
            return AccessDecision.Refused("Nothing is written " + (_options.ReadOnly ? "through this gateway." : "to this platform through this gateway."));
        }

        var decision = AccessDecision.Permitted;
        foreach (var gate in gates)
        {
            decision = decision.And(gate.Decide(route, criteria, body));
        }

        return decision;
    }
}
