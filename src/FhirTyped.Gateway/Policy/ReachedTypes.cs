using FhirTyped.Capabilities;

namespace FhirTyped.Gateway;

/// <summary>
/// Which resource types a search reaches beside the one that is searched: what is included, and what chains and <c>_has</c> look at. Who may not read them would learn of them
/// by what is found (https://hl7.org/fhir/R4/search.html#chaining).
/// </summary>
internal static class ReachedTypes
{
    /// <summary>What stands for a type that is not known.</summary>
    public const string Any = "*";

    /// <summary>The types that come along with the matches (<c>_include</c>, <c>_revinclude</c>).</summary>
    public static IEnumerable<string> Included(SearchQuery query)
    {
        foreach (var criterion in query.Criteria)
        {
            if (criterion.Name is not ("_include" or "_revinclude"))
            {
                continue;
            }

            foreach (var value in criterion.Values)
            {
                var parts = (value.Escaped ?? "").Split(':');
                var isReverse = criterion.Name == "_revinclude";
                foreach (var type in parts.Length < 2 || parts[1] == "*" ? [Any]
                    : isReverse ? [Known(parts[0])]
                    : parts.Length > 2 ? [Known(parts[2])]
                    : Targets(parts[0], parts[1]))
                {
                    yield return type;
                }
            }
        }
    }

    /// <summary>The types by whose contents matches are picked (chains, <c>_has</c>).</summary>
    public static IEnumerable<string> Examined(SearchQuery query)
    {
        foreach (var criterion in query.Criteria)
        {
            if (criterion.Name == "_has")
            {
                foreach (var type in OfHas(criterion.Modifier))
                {
                    yield return type;
                }
            }
            else if (criterion.Chain.Length > 0)
            {
                var targets = R4Definitions.IsResourceType(criterion.Modifier) ? [criterion.Modifier] : Targets(query.ResourceType, criterion.Name);
                foreach (var type in targets.Concat(OfPath(targets, criterion.Chain)))
                {
                    yield return type;
                }
            }
        }
    }

    // Observation:patient:code, Observation:patient:_has:Provenance:target:agent, Observation:patient:encounter.location
    private static IEnumerable<string> OfHas(string modifier)
    {
        var parts = modifier.Split(':', 3);
        var type = Known(parts[0]);
        return parts.Length < 3 ? [type, Any]
            : parts[2].StartsWith("_has:", StringComparison.Ordinal) ? [type, .. OfHas(parts[2][5..])]
            : [type, .. OfPath([type], parts[2])];
    }

    // What stands behind each reference of a path; the last name of it is no reference that is followed.
    private static IEnumerable<string> OfPath(IReadOnlyList<string> types, string path)
    {
        if (path.StartsWith("_has:", StringComparison.Ordinal))
        {
            return OfHas(path[5..]);
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return [];
        }

        var name = path[..dot];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        IReadOnlyList<string> next = colon >= 0 ? [Known(name[(colon + 1)..])] : [.. types.SelectMany(type => Targets(type, name)).Distinct(StringComparer.Ordinal)];
        return next.Concat(OfPath(next, path[(dot + 1)..]));
    }

    private static string Known(string type) => R4Definitions.IsResourceType(type) ? type : Any;

    private static IReadOnlyList<string> Targets(string type, string parameter) =>
        R4Definitions.TargetsOf(type, parameter) is { Count: > 0 } targets ? targets : [Any];
}
