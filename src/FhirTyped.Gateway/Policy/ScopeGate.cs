using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Gateway;

/// <summary>What SMART scopes permit (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html): those of a caller, or those that a server granted him.</summary>
/// <param name="scopes">The scopes for clinical data.</param>
/// <param name="patientId">The patient to whom <c>patient/</c> scopes are bound; null where there is none, and they permit nothing.</param>
/// <param name="baseUrl">The server's base address; it ends with a slash.</param>
/// <param name="checksAnswers">Whether nobody else sees to it: then what the request does not show is looked up in the answer, and what even that does not show is refused.</param>
internal sealed class ScopeGate(IReadOnlyList<SmartScope> scopes, string? patientId, string baseUrl, bool checksAnswers)
{
    private const SmartScopePermissions Reading = SmartScopePermissions.Read | SmartScopePermissions.Search;

    /// <summary>Whether a request is permitted.</summary>
    /// <param name="route">What is asked for.</param>
    /// <param name="criteria">The criteria of a search or of a condition, or null.</param>
    /// <param name="body">Reads what is written; it gives null where there is nothing.</param>
    public AccessDecision Decide(FhirRoute route, SearchQuery? criteria, Func<Resource?> body)
    {
        var needed = PermissionFor(route);
        if (needed == SmartScopePermissions.None)
        {
            return AccessDecision.Permitted;
        }

        var type = route.ResourceType;
        var covering = scopes.Where(scope => Covers(scope, type, needed)).ToList();
        if (covering.Count == 0)
        {
            return Missing(type, needed);
        }

        // A condition is a search: what it finds shows by what becomes of the write.
        var isConditional = route.Kind is FhirRouteKind.ConditionalUpdate or FhirRouteKind.ConditionalPatch or FhirRouteKind.ConditionalDelete
            || (route.Kind == FhirRouteKind.Create && criteria is not null);
        if (isConditional && !scopes.Any(scope => Covers(scope, type, SmartScopePermissions.Search)))
        {
            return Missing(type, SmartScopePermissions.Search);
        }

        if (criteria is not null && FindUnreachable(criteria) is { } unreachable)
        {
            return unreachable;
        }

        if (covering.Exists(static scope => scope is { Context: not SmartScopeContext.Patient, Query: "" }))
        {
            return AccessDecision.Permitted;
        }

        var decision = AccessDecision.Refused("");
        foreach (var scope in covering)
        {
            decision = DecideByOne(scope, route, criteria, body);
            if (decision.IsPermitted)
            {
                return decision;
            }
        }

        return decision;
    }

    private AccessDecision DecideByOne(SmartScope scope, FhirRoute route, SearchQuery? criteria, Func<Resource?> body)
    {
        var decision = AccessDecision.Permitted;
        if (scope.Context == SmartScopeContext.Patient)
        {
            decision = patientId is null
                ? AccessDecision.Refused("The scopes are those of one patient, and no patient is in context.")
                : DecideInRecord(new PatientBinding(patientId, baseUrl), route, criteria, body);
        }

        return scope.Query.Length == 0 || !decision.IsPermitted ? decision : decision.And(DecideByQuery(scope, route, criteria));
    }

    /// <summary>A scope of version 2 that narrows resources by a query: a search says the same criteria itself.</summary>
    private static AccessDecision DecideByQuery(SmartScope scope, FhirRoute route, SearchQuery? criteria)
    {
        if (route.Kind is FhirRouteKind.SearchType or FhirRouteKind.SearchCompartment && criteria is not null && route.ResourceType.Length > 0)
        {
            var needed = SearchQuery.Parse(route.ResourceType, scope.Query).Criteria;
            if (needed.All(one => criteria.Criteria.Any(said => said.FullName == one.FullName && said.Values.Equals(one.Values))))
            {
                return AccessDecision.Permitted;
            }
        }

        return AccessDecision.Refused("The scope permits " + scope.ResourceType + " with '" + string.Join("', '", SearchQuery.Parse(scope.ResourceType, scope.Query).Criteria.Select(static one => one.FullName))
            + "' of its own alone: search by the criteria of the scope.", scope.ToString());
    }

    private AccessDecision DecideInRecord(PatientBinding binding, FhirRoute route, SearchQuery? criteria, Func<Resource?> body)
    {
        Predicate<Resource>? check = checksAnswers ? binding.MaySee : null;
        switch (route.Kind)
        {
            case FhirRouteKind.Read or FhirRouteKind.VRead or FhirRouteKind.HistoryInstance:
                return route.ResourceType == "Patient" && route.Id != patientId ? OtherPatient() : AccessDecision.PermittedIf(check);
            case FhirRouteKind.SearchCompartment when route.Compartment == "Patient":
                return route.Id == patientId ? DecideSearch(criteria, check) : OtherPatient();
            case FhirRouteKind.SearchType when criteria is not null && (binding.Confines(criteria) || !PatientBinding.IsPersonal(route.ResourceType)):
                return route.ResourceType == "Binary" ? Unconfined(route.ResourceType) : DecideSearch(criteria, check);
            case FhirRouteKind.SearchType:
                return Unconfined(route.ResourceType);
            case FhirRouteKind.Operation:
                return DecideOperation(binding, route, criteria, hasBody: body() is not null, check);
            case FhirRouteKind.Create when criteria is not null && !(binding.Confines(criteria) && DecideSearch(criteria, null).IsPermitted):
                return AccessDecision.Refused("The condition of the create reaches beyond the patient to whom the scopes are bound.");
            case FhirRouteKind.Create:
                return body() is { } written && binding.Holds(written) ? AccessDecision.PermittedIf(check)
                    : AccessDecision.Refused("What is written must be in the record of the patient to whom the scopes are bound: it refers to nobody, or to somebody else.");
            case FhirRouteKind.Update:
                return checksAnswers
                    ? AccessDecision.Refused("Whose resource is changed, the request does not show: a caller who is bound to a patient changes resources by a connection of his own.")
                    : body() is { } changed && binding.Holds(changed) ? AccessDecision.Permitted
                    : AccessDecision.Refused("What is written must be in the record of the patient to whom the scopes are bound: it refers to nobody, or to somebody else.");
            case FhirRouteKind.Patch or FhirRouteKind.Delete when !checksAnswers:
                return route.ResourceType == "Patient" && route.Id != patientId ? OtherPatient() : AccessDecision.Permitted;
            default:
                return AccessDecision.Refused("A caller who is bound to a patient cannot do this: that it stays within the record, the request does not show.");
        }
    }

    private AccessDecision DecideSearch(SearchQuery? criteria, Predicate<Resource>? check)
    {
        if (criteria is not null)
        {
            if (ReachedTypes.Examined(criteria).Any(static type => type == ReachedTypes.Any || PatientBinding.IsPersonal(type)))
            {
                return AccessDecision.Refused("A caller who is bound to a patient searches without _has and chains into records: what they find would tell of others.");
            }

            if (criteria.Criteria.Any(static criterion => criterion.Name is "_filter" or "_query" or "_type"))
            {
                return AccessDecision.Refused("A caller who is bound to a patient searches without _filter, _query and _type: that they stay within the record, the request does not show.");
            }
        }

        return AccessDecision.PermittedIf(check);
    }

    private AccessDecision DecideOperation(PatientBinding binding, FhirRoute route, SearchQuery? criteria, bool hasBody, Predicate<Resource>? check)
    {
        if (route.Operation is "export" or "match" or "graphql" or "find-matches" or "merge")
        {
            return AccessDecision.Refused("A caller who is bound to a patient cannot call this operation: it is about everybody.");
        }

        if (route is { ResourceType: "Patient", Id.Length: > 0 })
        {
            return route.Id == patientId ? AccessDecision.PermittedIf(check) : OtherPatient();
        }

        if (route.ResourceType.Length > 0 && !PatientBinding.IsPersonal(route.ResourceType) && route.ResourceType is not ("Binary" or "Bundle" or "Parameters"))
        {
            return AccessDecision.PermittedIf(check);
        }

        if (route is { ResourceType.Length: > 0, Id.Length: > 0 })
        {
            return AccessDecision.PermittedIf(check);
        }

        return !hasBody && criteria is not null && binding.Confines(criteria)
            ? DecideSearch(criteria, check)
            : AccessDecision.Refused("A caller who is bound to a patient calls operations on Patient/[id], or with a parameter 'patient' in the address.");
    }

    /// <summary>What a search reaches beside its matches must be permitted to be read as well.</summary>
    private AccessDecision? FindUnreachable(SearchQuery criteria)
    {
        foreach (var type in ReachedTypes.Included(criteria).Concat(ReachedTypes.Examined(criteria)))
        {
            if (!scopes.Any(scope => (scope.Permissions & Reading) != 0 && scope.Query.Length == 0 && (scope.ResourceType == "*" || scope.ResourceType == type)))
            {
                return AccessDecision.Refused(
                    "The search reaches " + (type == ReachedTypes.Any ? "types that it does not name" : type) + " by _include, _revinclude, _has or a chain, and no scope covers that.",
                    Example(type, SmartScopePermissions.Read));
            }
        }

        return null;
    }

    private AccessDecision Missing(string type, SmartScopePermissions needed)
    {
        var missing = Example(type.Length > 0 ? type : "*", needed);
        return AccessDecision.Refused("No scope covers this: it takes " + missing + ".", missing);
    }

    private string Example(string type, SmartScopePermissions needed)
    {
        var own = scopes.Count > 0 ? scopes[0] : null;
        return SmartScope.For(own?.Context ?? SmartScopeContext.User, type, needed, own?.Version ?? SmartScopeVersion.V2).ToString();
    }

    private static AccessDecision OtherPatient() => AccessDecision.Refused("The scopes are bound to another patient.");

    private static AccessDecision Unconfined(string type) => AccessDecision.Refused(type == "Patient"
        ? "The scopes are bound to one patient: search with '_id' of that patient."
        : "The scopes are bound to one patient: search " + type + " with 'patient' (or another parameter of the patient's compartment) of that patient.");

    /// <summary>Any of what a request may need; an operation that may change something needs to be permitted to.</summary>
    internal static SmartScopePermissions PermissionFor(FhirRoute route) => route.Kind switch
    {
        FhirRouteKind.Operation => AccessPolicy.OnlyReads(route.Operation) ? Reading : SmartScopePermissions.Update,
        FhirRouteKind.ConditionalUpdate => SmartScopePermissions.Update,
        FhirRouteKind.Batch or FhirRouteKind.Capabilities or FhirRouteKind.SmartConfiguration or FhirRouteKind.None => SmartScopePermissions.None,
        _ => SmartScope.PermissionOf(route.Kind.ToInteraction()),
    };

    private static bool Covers(SmartScope scope, string resourceType, SmartScopePermissions any) =>
        (scope.Permissions & any) != SmartScopePermissions.None
        && (scope.ResourceType == "*" || (resourceType.Length > 0 && scope.ResourceType == resourceType));
}
