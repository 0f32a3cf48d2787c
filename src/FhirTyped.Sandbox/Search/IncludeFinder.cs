using FhirTyped.Matching;

namespace FhirTyped.Sandbox;

/// <summary>Finds what comes along with the matches of a page: https://hl7.org/fhir/R4/search.html#revinclude.</summary>
internal sealed class IncludeFinder(SearchMatcher matcher)
{
    private const int MostRounds = 8;

    public IReadOnlyList<ResourceVersion> Find(StoreState state, IReadOnlyList<ResourceVersion> matches, IReadOnlyList<IncludePath> includes)
    {
        if (includes.Count == 0)
        {
            return [];
        }

        var seen = new HashSet<(string, string)>(matches.Select(static match => (match.ResourceType, match.Id)));
        var result = new List<ResourceVersion>();
        var latest = matches;
        for (var round = 0; latest.Count > 0 && round < MostRounds; round++)
        {
            var found = new List<ResourceVersion>();
            foreach (var include in includes)
            {
                if (round == 0 || include.IsIterated)
                {
                    found.AddRange((include.IsReverse ? Referring(state, latest, include) : Referred(state, latest, include))
                        .Where(version => seen.Add((version.ResourceType, version.Id))));
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

            var references = include.Parameter == "*" ? matcher.AllReferences(source.Resource!) : matcher.References(source.Resource!, include.Parameter);
            foreach (var reference in references)
            {
                if (state.Resolve(reference) is { } target && (include.TargetType.Length == 0 || include.TargetType == target.ResourceType))
                {
                    yield return target;
                }
            }
        }
    }

    private IEnumerable<ResourceVersion> Referring(StoreState state, IReadOnlyList<ResourceVersion> targets, IncludePath include)
    {
        var wanted = new HashSet<string>(targets.Select(static target => target.ResourceType + "/" + target.Id), StringComparer.Ordinal);
        return state.Shelf(include.SourceType).Current.Where(source =>
            (include.Parameter == "*" ? matcher.AllReferences(source.Resource!) : matcher.References(source.Resource!, include.Parameter)).Any(wanted.Contains));
    }
}
