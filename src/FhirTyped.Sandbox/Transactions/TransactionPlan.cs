using System.Globalization;
using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// What a transaction will do, decided before it does anything: what conditions lead to, which ids are given, and that no resource is
/// written twice (https://hl7.org/fhir/R4/http.html#trules).
/// </summary>
internal sealed class TransactionPlan
{
    private readonly SandboxServer _server;
    private readonly WriteHandler _writes;
    private readonly StoreState _before;
    private readonly BundleRequest[] _requests;
    private readonly EntryTarget?[] _targets;

    // By type and criteria: equal conditions lead to one resource.
    private readonly Dictionary<string, IReadOnlyList<ResourceVersion>> _matches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _creations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _writtenBy = new(StringComparer.Ordinal);
    private readonly HashSet<int> _repeated = [];

    private TransactionPlan(SandboxServer server, WriteHandler writes, StoreState before, BundleRequest[] requests)
    {
        (_server, _writes, _before, _requests) = (server, writes, before, requests);
        _targets = new EntryTarget?[requests.Length];
    }

    /// <summary>The requests with what has been decided for each, in the order of the bundle.</summary>
    public IReadOnlyList<BundleRequest> Requests => _requests;

    /// <summary>The one resource to which each request leads; null where it leads to none, or to several.</summary>
    public IReadOnlyList<EntryTarget?> Targets => _targets;

    /// <summary>Whether a request creates what an earlier one with the same condition has created by then.</summary>
    public bool IsRepeated(BundleRequest request) => _repeated.Contains(request.Index);

    /// <summary>Decides what a transaction will do.</summary>
    /// <exception cref="RefusedException">It cannot be carried out; the entry is named.</exception>
    public static TransactionPlan Make(SandboxServer server, WriteHandler writes, StoreState before, BundleRequest[] requests)
    {
        var plan = new TransactionPlan(server, writes, before, requests);
        for (var i = 0; i < requests.Length; i++)
        {
            try
            {
                plan.Decide(i);
            }
            catch (RefusedException refused)
            {
                throw BundleRequest.Name(refused, i, requests[i].Resource);
            }
        }

        plan.CheckFoundCreations();
        return plan;
    }

    private void Decide(int index)
    {
        var request = _requests[index];
        var (route, message) = (request.Route, request.Message);
        _server.Check(message, route);
        var key = WriteHandler.ConditionOf(message, route) is { } condition ? KeyOf(route.ResourceType, condition) : null;
        if (key is not null)
        {
            message = message with { Matches = _matches.GetValueOrDefault(key) };
            message = message with { Matches = _matches[key] = _writes.FindMatches(_before, message, route) };
            _requests[index] = request with { Message = message };
        }

        switch (route.Kind)
        {
            case FhirRouteKind.Create or FhirRouteKind.ConditionalUpdate when key is null || message.Matches is []:
                DecideCreation(index, key);
                break;
            case FhirRouteKind.Create when message.Matches is [var found]:
                _targets[index] = new EntryTarget(found.ResourceType, found.Id, VersionOf(found.ResourceType, found.Number));
                break;
            case FhirRouteKind.Update or FhirRouteKind.Patch:
                _targets[index] = Write(index, route.ResourceType, route.Id);
                break;
            case FhirRouteKind.Delete:
                Write(index, route.ResourceType, route.Id);
                break;
            case FhirRouteKind.ConditionalUpdate or FhirRouteKind.ConditionalPatch when message.Matches is [var found]:
                _targets[index] = Write(index, found.ResourceType, found.Id);
                break;
            case FhirRouteKind.ConditionalDelete:
                foreach (var found in message.Matches!)
                {
                    Write(index, found.ResourceType, found.Id);
                }

                break;
        }
    }

    /// <summary>A creation, or an update that finds nothing. Another creation under the same condition finds what this one has created.</summary>
    private void DecideCreation(int index, string? condition)
    {
        var request = _requests[index];
        if (condition is not null && !_creations.TryAdd(condition, index))
        {
            var first = _requests[_creations[condition]];
            _targets[index] = _targets[first.Index];
            _ = request.Route.Kind == FhirRouteKind.Create && first.Route.Kind == FhirRouteKind.Create ? _repeated.Add(index) : throw Twice();
            return;
        }

        var id = (request.Route.Kind == FhirRouteKind.Create ? null : request.Resource?.Id) ?? WriteHandler.NewId();
        _targets[index] = Write(index, request.Route.ResourceType, id);
        _requests[index] = request with { Message = request.Message with { NewId = id } };
    }

    /// <summary>Notes that an entry writes a resource.</summary>
    private EntryTarget Write(int index, string resourceType, string id)
    {
        if (!_writtenBy.TryAdd(resourceType + "/" + id, index))
        {
            throw Twice();
        }

        var before = _before.Find(resourceType, id);
        return new EntryTarget(resourceType, id, VersionOf(resourceType, (before?.Number ?? 0) + 1));
    }

    /// <summary>What a creation has found must not be deleted by another entry: what refers to it would lead nowhere.</summary>
    private void CheckFoundCreations()
    {
        foreach (var request in _requests)
        {
            if (request.Route.Kind == FhirRouteKind.Create && _targets[request.Index] is { } target
                && _writtenBy.TryGetValue(target.ResourceType + "/" + target.Id, out var writer)
                && _requests[writer].Route.Kind is FhirRouteKind.Delete or FhirRouteKind.ConditionalDelete)
            {
                throw BundleRequest.Name(Twice(), request.Index, request.Resource);
            }
        }
    }

    private string? VersionOf(string resourceType, int number) =>
        _server.IsVersioned(resourceType) ? number.ToString(CultureInfo.InvariantCulture) : null;

    private static string KeyOf(string resourceType, string condition) => resourceType + "?" + string.Join('&', SearchQuery.Parse(resourceType, condition).Criteria
        .Select(static criterion => criterion.FullName + "=" + string.Join(',', criterion.Values.Select(static value => value.Escaped)))
        .Order(StringComparer.Ordinal));

    private static RefusedException Twice() => new(HttpStatusCode.BadRequest, IssueType.Duplicate,
        "Two entries of the transaction write the same resource (https://hl7.org/fhir/R4/http.html#trules).");
}
