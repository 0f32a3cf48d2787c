using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Matching;

// What an index needs to propose the resources that a criterion may hold for.
internal sealed partial class SearchMatcher
{
    /// <summary>How many values this thread has compared at most: what tests of the cost count.</summary>
    [ThreadStatic]
    internal static long Compared;

    /// <summary>Gives the keys of a resource for a parameter. What was read for them is not kept.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="definition">The parameter.</param>
    /// <param name="keys">Takes the keys.</param>
    public void AddKeys(Resource resource, SearchParameterDefinition definition, IIndexKeys keys)
    {
        foreach (var value in _extractor.Extract(resource, definition))
        {
            IndexKeys.Add(value, keys);
        }
    }

    /// <summary>Where the resources are for which a criterion without a chain may hold; null where it may hold for any.</summary>
    /// <param name="resourceType">The resource type.</param>
    /// <param name="criterion">A criterion that can be carried out: see <see cref="FindProblem"/>.</param>
    public List<IndexRange>? FindRanges(string resourceType, SearchCriterion criterion)
    {
        if (criterion.Modifier is "missing" or "not" || SearchParameterDefinitions.Find(resourceType, criterion.Name) is not { } definition)
        {
            return null;
        }

        var ranges = new List<IndexRange>(criterion.Values.Count);
        foreach (var value in criterion.Values)
        {
            if (IndexKeys.FindRanges(definition, criterion.Modifier, value.Escaped ?? "", _baseUrl) is not { } found)
            {
                return null;
            }

            ranges.AddRange(found);
        }

        return ranges;
    }

    /// <summary>Where the resources are that refer to a canonical URL, with any version.</summary>
    public IndexRange FindRangeOfCanonical(string url) => ReferenceKeys.To(ReferenceTarget.ParseCanonical(url, _baseUrl));

    // A "not" is the match of the value turned round: what fulfils the value has the same keys.
    private MatchesByKey GroupByKey(SearchParameterDefinition definition, SearchCriterion criterion, ValueMatch[] matches)
    {
        var grouped = new MatchesByKey();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < matches.Length; i++)
        {
            var escaped = criterion.Values[i].Escaped ?? "";
            if (seen.Add(escaped))
            {
                grouped.Add(matches[i], IndexKeys.FindRanges(definition, criterion.Modifier == "not" ? "" : criterion.Modifier, escaped, _baseUrl));
            }
        }

        return grouped;
    }
}
