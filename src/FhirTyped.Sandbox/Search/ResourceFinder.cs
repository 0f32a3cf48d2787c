using FhirTyped.Capabilities;
using FhirTyped.Matching;

namespace FhirTyped.Sandbox;

/// <summary>
/// Finds the resources of a state for which criteria hold. The indexes propose which to look at; whether they match is always the
/// matcher's word, so that the answer is the same as that of looking at all. Thread-safe.
/// </summary>
internal sealed class ResourceFinder(SearchMatcher matcher, SearchIndexes indexes)
{
    // Looking at so few is quicker than finding out who proposes fewer.
    private const int Enough = 8;

    private long _examined;

    /// <summary>Up to how many resources of a type are all looked at, without an index.</summary>
    /// <value>The default is 32; tests of the indexes use none, and tests without them all.</value>
    public int Unindexed { get; set; } = 32;

    /// <summary>How many resources were looked at so far: what tests of the cost count.</summary>
    public long Examined => Interlocked.Read(ref _examined);

    /// <summary>The resources for which all criteria hold, in the order of their creation.</summary>
    /// <param name="state">Where to look.</param>
    /// <param name="resourceType">The type.</param>
    /// <param name="criteria">Criteria that can be carried out: see <see cref="CriterionMatcher.FindProblem"/>.</param>
    public IReadOnlyList<ResourceVersion> Find(StoreState state, string resourceType, IReadOnlyList<SearchCriterion> criteria)
    {
        var shelf = state.Shelf(resourceType);
        if (criteria.Count == 0 || shelf.Count == 0)
        {
            return shelf.Current;
        }

        var criterionMatcher = new CriterionMatcher(matcher, state, this);
        var candidates = Propose(state, shelf, resourceType, criteria, criterionMatcher) ?? shelf.Current;
        var predicates = criteria.Select(criterion => criterionMatcher.Compile(resourceType, criterion)).ToArray();
        Interlocked.Add(ref _examined, candidates.Count);
        return [.. candidates.Where(version => Array.TrueForAll(predicates, predicate => predicate(version)))];
    }

    /// <summary>What the index that proposes least proposes; null where none proposes less than half of all.</summary>
    private IReadOnlyList<ResourceVersion>? Propose(
        StoreState state, ResourceShelf shelf, string resourceType, IReadOnlyList<SearchCriterion> criteria, CriterionMatcher criterionMatcher)
    {
        if (shelf.Count <= Unindexed)
        {
            return null;
        }

        List<ArraySegment<string>>? proposal = null;
        var least = (shelf.Count + 1L) / 2;
        foreach (var criterion in criteria.OrderBy(static criterion => criterion.Chain.Length > 0 || criterion.Name == "_has"))
        {
            if (least <= Enough && proposal is not null)
            {
                break;
            }

            if (Propose(state, resourceType, criterion, criterionMatcher, least) is { } found && CountOf(found) is var count && count < least)
            {
                (proposal, least) = (found, count);
            }
        }

        return proposal is null ? null : [.. shelf.InOrder(
            proposal.SelectMany(static ids => ids).Distinct(StringComparer.Ordinal).Select(shelf.Find).OfType<ResourceVersion>())];
    }

    /// <summary>The ids of all resources for which a criterion may hold, and perhaps others; null where it may hold for any.</summary>
    private List<ArraySegment<string>>? Propose(
        StoreState state, string resourceType, SearchCriterion criterion, CriterionMatcher criterionMatcher, long most)
    {
        if (criterion.Name == "_has")
        {
            var prefix = resourceType + "/";
            return
            [
                criterionMatcher.Referred(criterion).Where(reference => reference.StartsWith(prefix, StringComparison.Ordinal))
                    .Select(reference => reference[prefix.Length..]).ToArray(),
            ];
        }

        if (criterion.Chain.Length > 0)
        {
            return ProposeChain(state, resourceType, criterion, most);
        }

        if (matcher.FindRanges(resourceType, criterion) is not { } ranges || indexes.Find(state, resourceType, criterion.Name) is not { } index)
        {
            return null;
        }

        var found = new List<ArraySegment<string>>();
        foreach (var range in ranges)
        {
            index.Find(found, range);
        }

        return found;
    }

    /// <summary>What refers to one of the resources to which the chain may lead.</summary>
    private List<ArraySegment<string>>? ProposeChain(StoreState state, string resourceType, SearchCriterion criterion, long most)
    {
        if (indexes.Find(state, resourceType, criterion.Name) is not { } index)
        {
            return null;
        }

        var rest = CriterionMatcher.RestOf(criterion);
        var found = new List<ArraySegment<string>>();
        var (count, counted) = (0L, 0);
        foreach (var type in state.Shelves.Keys.Where(type => CriterionMatcher.LeadsTo(matcher, criterion, rest, type)))
        {
            foreach (var target in Find(state, type, [rest]))
            {
                index.Find(found, ReferenceKeys.To(type, target.Id));
                if (CanonicalIndex.UrlOf(target.Resource!) is { } url)
                {
                    index.Find(found, matcher.FindRangeOfCanonical(url));
                }

                for (; counted < found.Count; counted++)
                {
                    count += found[counted].Count;
                }

                if (count >= most)
                {
                    return null;
                }
            }
        }

        return found;
    }

    private static long CountOf(List<ArraySegment<string>> ids) => ids.Sum(static segment => (long)segment.Count);
}
