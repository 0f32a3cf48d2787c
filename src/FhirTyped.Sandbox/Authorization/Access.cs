using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Runtime.CompilerServices;
using FhirTyped.Capabilities;
using FhirTyped.Matching;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// What the sender of a request may do with the store. What is hidden from it is not there: reads, searches, includes, chains, histories and
/// operations all work on a view of the store, so that none of them has to think of it. Immutable, thread-safe.
/// </summary>
internal sealed class Access
{
    /// <summary>Every permission: a resource that is under none of them is hidden from all requests.</summary>
    public const SmartScopePermissions Any = SmartScopePermissions.Create | SmartScopePermissions.Read | SmartScopePermissions.Update
        | SmartScopePermissions.Delete | SmartScopePermissions.Search;

    /// <summary>What comes along with the matches of a search need not be searched for.</summary>
    public const SmartScopePermissions Reading = SmartScopePermissions.Read | SmartScopePermissions.Search;

    private static readonly Predicate<Resource> All = static _ => true;

    private readonly IReadOnlyList<SmartScope>? _scopes;
    private readonly SearchMatcher? _matcher;
    private readonly PatientRecord? _record;
    private readonly ConditionalWeakTable<StoreState, ConcurrentDictionary<SmartScopePermissions, StoreState>> _views = [];

    private Access()
    {
    }

    /// <summary>What scopes permit.</summary>
    /// <param name="scopes">The scopes for clinical data.</param>
    /// <param name="record">The record of the patient in context; null where there is none, and <c>patient/</c> scopes permit nothing.</param>
    /// <param name="matcher">Matches the queries of scopes.</param>
    /// <param name="key">Tells those who may read each other's pages from the others.</param>
    public Access(IReadOnlyList<SmartScope> scopes, PatientRecord? record, SearchMatcher matcher, string key) =>
        (_scopes, _record, _matcher, Key) = (scopes, record, matcher, key);

    /// <summary>The access of whoever is not asked for a token.</summary>
    public static Access Everything { get; } = new();

    /// <summary>Equal where the same client may see the same.</summary>
    public string Key { get; } = "";

    /// <summary>Whether any scope permits any of some things on a resource type, at least on some resources of it.</summary>
    public bool Covers(string resourceType, SmartScopePermissions any) =>
        _scopes is null || _scopes.Any(scope => Covers(scope, resourceType, any));

    /// <summary>Refuses what no scope permits on any resource of a type.</summary>
    /// <exception cref="RefusedException">No scope does: 403.</exception>
    public void Demand(string resourceType, SmartScopePermissions any)
    {
        if (!Covers(resourceType, any))
        {
            throw Refuse(resourceType, any);
        }
    }

    /// <summary>Refuses a request that no scope permits on any resource of its type. A Bundle is asked for entry by entry.</summary>
    /// <exception cref="RefusedException">No scope does: 403.</exception>
    public void Demand(FhirRoute route)
    {
        if (PermissionsFor(route.Kind) is var any && any != SmartScopePermissions.None)
        {
            Demand(route.ResourceType, any);
        }
    }

    /// <summary>Refuses a write that no scope permits on these resources.</summary>
    /// <param name="state">The whole store before the write.</param>
    /// <param name="before">The resource as it is; null where it is created.</param>
    /// <param name="after">The resource as it will be; null where it is deleted.</param>
    /// <exception cref="RefusedException">No scope permits it: 403.</exception>
    public void DemandWrite(StoreState state, ResourceVersion? before, Resource? after)
    {
        if (_scopes is null)
        {
            return;
        }

        // An update that creates is one of "u" as well (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html).
        var needed = after is null ? SmartScopePermissions.Delete
            : before is null ? SmartScopePermissions.Create | SmartScopePermissions.Update
            : SmartScopePermissions.Update;
        if ((before is not null && FilterOf(before.ResourceType, needed, state, isWrite: true)?.Invoke(before.Resource!) != true)
            || (after is not null && FilterOf(after.TypeName, needed, state, isWrite: true)?.Invoke(after) != true))
        {
            throw Refuse(before?.ResourceType ?? after!.TypeName, needed);
        }
    }

    /// <summary>Whether any of some things is permitted on a resource.</summary>
    public bool Permits(StoreState state, Resource resource, SmartScopePermissions any) =>
        _scopes is null || FilterOf(resource.TypeName, any, state, isWrite: false)?.Invoke(resource) == true;

    /// <summary>The store as far as any of some things is permitted on its resources.</summary>
    public StoreState View(StoreState state, SmartScopePermissions any) => _scopes is null
        ? state
        : _views.GetValue(state, static _ => new()).GetOrAdd(any, any => MakeView(state, any));

    private StoreState MakeView(StoreState state, SmartScopePermissions any)
    {
        var shelves = ImmutableDictionary.CreateBuilder<string, ResourceShelf>(StringComparer.Ordinal);
        foreach (var (type, shelf) in state.Shelves)
        {
            if (FilterOf(type, any, state, isWrite: false) is { } filter)
            {
                shelves.Add(type, filter == All ? shelf : shelf.Where(filter));
            }
        }

        return new StoreState(shelves.ToImmutable(), state.Writes);
    }

    /// <summary>Which resources of a type are permitted; null for none.</summary>
    private Predicate<Resource>? FilterOf(string resourceType, SmartScopePermissions any, StoreState state, bool isWrite)
    {
        var filters = new List<Predicate<Resource>>();
        foreach (var scope in _scopes!)
        {
            if (!Covers(scope, resourceType, any) || (scope.Context == SmartScopeContext.Patient && _record is null))
            {
                continue;
            }

            var query = QueryOf(scope, resourceType);
            if (scope.Context == SmartScopeContext.Patient)
            {
                var isIn = isWrite ? _record!.Holds : _record!.FilterOf(resourceType, state);
                filters.Add(query == All ? isIn : resource => isIn(resource) && query(resource));
            }
            else if (query == All)
            {
                return All;
            }
            else
            {
                filters.Add(query);
            }
        }

        return filters.Count switch
        {
            0 => null,
            1 => filters[0],
            _ => resource => filters.Exists(filter => filter(resource)),
        };
    }

    /// <summary>The query of a scope as a predicate. What cannot be carried out permits nothing.</summary>
    private Predicate<Resource> QueryOf(SmartScope scope, string resourceType)
    {
        if (scope.Query.Length == 0)
        {
            return All;
        }

        var criteria = SearchQuery.Parse(resourceType, scope.Query).Criteria;
        if (criteria.Any(criterion => criterion is { Name: "_has" } or { Chain.Length: > 0 } || _matcher!.FindProblem(resourceType, criterion) is not null))
        {
            return static _ => false;
        }

        var predicates = criteria.Select(criterion => _matcher!.Compile(resourceType, criterion)).ToArray();
        return resource => Array.TrueForAll(predicates, predicate => predicate(resource));
    }

    /// <summary>Any of what a request may need. Nothing says what operations need; whoever may read or search the type may call them.</summary>
    private static SmartScopePermissions PermissionsFor(FhirRouteKind kind) => kind switch
    {
        FhirRouteKind.Read => SmartScope.PermissionOf(FhirInteraction.Read),
        FhirRouteKind.VRead => SmartScope.PermissionOf(FhirInteraction.VRead),
        FhirRouteKind.HistoryInstance => SmartScope.PermissionOf(FhirInteraction.HistoryInstance),
        FhirRouteKind.HistoryType => SmartScope.PermissionOf(FhirInteraction.HistoryType),
        FhirRouteKind.HistorySystem => SmartScope.PermissionOf(FhirInteraction.HistorySystem),
        FhirRouteKind.SearchType or FhirRouteKind.SearchCompartment => SmartScope.PermissionOf(FhirInteraction.SearchType),
        FhirRouteKind.SearchSystem => SmartScope.PermissionOf(FhirInteraction.SearchSystem),
        FhirRouteKind.Create => SmartScope.PermissionOf(FhirInteraction.Create),
        FhirRouteKind.Update or FhirRouteKind.ConditionalUpdate => SmartScope.PermissionOf(FhirInteraction.Update),
        FhirRouteKind.Patch or FhirRouteKind.ConditionalPatch => SmartScope.PermissionOf(FhirInteraction.Patch),
        FhirRouteKind.Delete or FhirRouteKind.ConditionalDelete => SmartScope.PermissionOf(FhirInteraction.Delete),
        FhirRouteKind.Operation => Reading,
        _ => SmartScopePermissions.None,
    };

    private static bool Covers(SmartScope scope, string resourceType, SmartScopePermissions any) =>
        (scope.Permissions & any) is var some && some != SmartScopePermissions.None && (resourceType.Length == 0 || scope.Covers(resourceType, some));

    /// <summary>403 with the scope that is missing (RFC 6750, section 3.1), in the context and syntax of the token's own.</summary>
    private RefusedException Refuse(string resourceType, SmartScopePermissions any)
    {
        var own = _scopes!.Count > 0 ? _scopes[0] : null;
        var missing = SmartScope.For(own?.Context ?? SmartScopeContext.User, resourceType.Length > 0 ? resourceType : "*", any, own?.Version ?? SmartScopeVersion.V2).ToString();
        return new RefusedException(HttpStatusCode.Forbidden, IssueType.Forbidden, "The access token does not permit this: it takes the scope " + missing + ".")
        {
            Challenge = "Bearer error=\"insufficient_scope\", scope=\"" + missing + "\"",
        };
    }
}
