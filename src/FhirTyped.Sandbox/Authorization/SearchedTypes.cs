using FhirTyped.Capabilities;

namespace FhirTyped.Sandbox;

/// <summary>
/// Which other resource types a search leads to: by chains and <c>_has</c>, by what it includes. Who may not search or read them is refused,
/// instead of being given a result that looks as if nothing had matched.
/// </summary>
internal static class SearchedTypes
{
    /// <summary>Refuses a search that leads to types alone on which its sender may do nothing.</summary>
    /// <exception cref="RefusedException">It does: 403.</exception>
    public static void Demand(Access access, SearchQuery query)
    {
        foreach (var criterion in query.Criteria)
        {
            if (criterion.Name is "_include" or "_revinclude")
            {
                foreach (var value in criterion.Values)
                {
                    DemandInclude(access, IncludePath.Parse(value.Escaped ?? "", criterion.Name == "_revinclude", isIterated: false));
                }
            }
            else if (FindMissing(access, query.ResourceType, criterion) is { } missing)
            {
                access.Demand(missing, SmartScopePermissions.Search);
            }
        }
    }

    private static void DemandInclude(Access access, IncludePath? include)
    {
        string[] types = include switch
        {
            null or { Parameter: "*", IsReverse: false } => [],
            { IsReverse: true } => [include.SourceType],
            { TargetType.Length: > 0 } => [include.TargetType],
            _ => [.. R4Definitions.TargetsOf(include.SourceType, include.Parameter)],
        };
        if (types.Length > 0 && !types.Any(type => access.Covers(type, Access.Reading)))
        {
            access.Demand(types[0], Access.Reading);
        }
    }

    /// <summary>A type that a criterion leads to and that must not be searched; null where there is none, or another one that may be.</summary>
    private static string? FindMissing(Access access, string resourceType, SearchCriterion criterion)
    {
        if (criterion.Name == "_has")
        {
            return criterion.Modifier.Split(':', 3) is not [var type, _, var name] ? null
                : !access.Covers(type, SmartScopePermissions.Search) ? type
                : FindMissing(access, type, SearchQuery.ParseCriterion(name, ""));
        }

        if (criterion.Chain.Length == 0)
        {
            return null;
        }

        string? missing = null;
        foreach (var target in criterion.Modifier.Length > 0 ? [criterion.Modifier] : R4Definitions.TargetsOf(resourceType, criterion.Name))
        {
            var found = access.Covers(target, SmartScopePermissions.Search) ? FindMissing(access, target, CriterionMatcher.RestOf(criterion)) : target;
            if (found is null)
            {
                return null;
            }

            missing ??= found;
        }

        return missing;
    }
}
