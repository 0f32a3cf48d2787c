using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.Matching;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Which resources belong to an export: of the whole store, or of the compartments of patients, as far as its sender may see them.</summary>
/// <param name="server">The server.</param>
/// <param name="state">What the sender may see.</param>
/// <param name="input">What is asked for.</param>
/// <param name="patients">The patients; null for the whole system.</param>
internal sealed class ExportSelection(SandboxServer server, StoreState state, ExportInput input, IReadOnlySet<string>? patients)
{
    /// <summary>The resources by their types, each type in the order of the store.</summary>
    public IEnumerable<(string Type, IReadOnlyList<ResourceVersion> Versions)> Find()
    {
        foreach (var (type, shelf) in state.Shelves.OrderBy(static shelf => shelf.Key, StringComparer.Ordinal))
        {
            if (!IsOfType(type))
            {
                continue;
            }

            var filters = input.Filters.Where(filter => filter.ResourceType == type).Select(Compile).ToArray();
            var found = shelf.Current.Where(version => (input.Since is not { } since || version.LastUpdated >= since)
                && IsOfPatients(version.Resource!)
                && (filters.Length == 0 || Array.Exists(filters, filter => filter(version.Resource!)))).ToArray();
            if (found.Length > 0)
            {
                yield return (type, found);
            }
        }
    }

    /// <summary>What was deleted since the moment of the export.</summary>
    public IEnumerable<ResourceVersion> FindDeleted() => input.Since is not { } since ? [] : state.Shelves
        .Where(shelf => IsOfType(shelf.Key))
        .SelectMany(static shelf => shelf.Value.All.Where(version => version.IsDeleted && shelf.Value.VersionsOf(version.Id)[^1] == version).Select(version => (Shelf: shelf.Value, Version: version)))
        .Where(one => one.Version.LastUpdated >= since && one.Shelf.VersionsOf(one.Version.Id).FindLast(static version => !version.IsDeleted) is { } last && IsOfPatients(last.Resource!))
        .Select(static one => one.Version);

    private bool IsOfType(string type) => input.Types.Count == 0 || input.Types.Contains(type, StringComparer.Ordinal);

    private bool IsOfPatients(Resource resource)
    {
        if (patients is null)
        {
            return true;
        }

        if (resource is Patient)
        {
            return patients.Contains(resource.Id!);
        }

        // A group is in the compartment of each of its members, and tells of the others.
        if (resource is Group)
        {
            return false;
        }

        foreach (var parameter in PatientCompartment.ParametersOf(resource.TypeName))
        {
            foreach (var target in server.Matcher.Targets(resource, parameter))
            {
                if (target is { IsLocal: true, ResourceType: "Patient", Id: { } id } && patients.Contains(id))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private Predicate<Resource> Compile(SearchQuery filter)
    {
        if (filter.Criteria.Any(criterion => criterion is { Name: "_has" } or { Chain.Length: > 0 } || server.Matcher.FindProblem(filter.ResourceType, criterion) is not null))
        {
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.NotSupported, "A '_typeFilter' has a criterion that is not carried out in exports.");
        }

        var predicates = filter.Criteria.Select(criterion => server.Matcher.Compile(filter.ResourceType, criterion)).ToArray();
        return resource => Array.TrueForAll(predicates, predicate => predicate(resource));
    }
}
