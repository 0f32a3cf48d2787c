using FhirTyped.Matching;

namespace FhirTyped.Sandbox;

/// <summary>
/// Finds what comes along with the matches of a page: https://hl7.org/fhir/R4/search.html#revinclude. Each version of a resource comes once,
/// so that resources which refer to one another in a circle end it.
/// </summary>
internal sealed class IncludeFinder(SearchMatcher matcher)
{
    public IReadOnlyList<ResourceVersion> Find(StoreState state, IReadOnlyList<ResourceVersion> matches, IReadOnlyList<IncludePath> includes)
    {
        if (includes.Count == 0)
        {
            return [];
        }

        var seen = new HashSet<(string, string, int)>(matches.Select(static match => (match.ResourceType, match.Id, match.Number)));
        var referring = new Dictionary<IncludePath, ILookup<(string, string), ResourceVersion>>();
        var result = new List<ResourceVersion>();
        var latest = matches;
        for (var isFirst = true; latest.Count > 0; isFirst = false)
        {
            var found = new List<ResourceVersion>();
            foreach (var include in includes)
            {
                if (isFirst || include.IsIterated)
                {
                    found.AddRange((include.IsReverse ? Referring(state, latest, include, referring) : Referred(state, latest, include))
                        .Where(version => seen.Add((version.ResourceType, version.Id, version.Number))));
                }
            }

            result.AddRange(found);
            latest = found;
        }

        return result;
    }

    private IEnumerable<ResourceVersion> Referred(StoreState state, IReadOnlyList<ResourceVersion> sources, IncludePath include)
    {
        foreach (var source in sources)
        {
            if (include.SourceType != "*" && include.SourceType != source.ResourceType)
            {
                continue;
            }

            foreach (var reference in TargetsOf(source, include))
            {
                if (state.ResolveVersion(reference) is { } target && (include.TargetType.Length == 0 || include.TargetType == target.ResourceType))
                {
                    yield return target;
                }
            }
        }
    }

    // What refers to which is found out once, however many rounds there are.
    private IEnumerable<ResourceVersion> Referring(
        StoreState state, IReadOnlyList<ResourceVersion> targets, IncludePath include, Dictionary<IncludePath, ILookup<(string, string), ResourceVersion>> known)
    {
        if (!known.TryGetValue(include, out var referring))
        {
            known.Add(include, referring = state.Shelf(include.SourceType).Current
                .SelectMany(source => TargetsOf(source, include).Select(state.Resolve).OfType<ResourceVersion>(), static (source, target) => (source, target))
                .ToLookup(static pair => (pair.target.ResourceType, pair.target.Id), static pair => pair.source));
        }

        return targets
            .Where(target => include.TargetType.Length == 0 || include.TargetType == target.ResourceType)
            .SelectMany(target => referring[(target.ResourceType, target.Id)]);
    }

    private IEnumerable<ReferenceTarget> TargetsOf(ResourceVersion source, IncludePath include) =>
        include.Parameter == "*" ? matcher.AllTargets(source.Resource!) : matcher.Targets(source.Resource!, include.Parameter);
}
