using FhirTyped.Capabilities;

namespace FhirTyped.Receipts;

/// <summary>The criteria of a link, and what else stands among them.</summary>
internal sealed class LinkCriteria
{
    /// <summary>Reads a query.</summary>
    public LinkCriteria(SearchQuery sent, string query, char separator, CapabilityJudge? judge)
    {
        var sentNames = new HashSet<string>(sent.Criteria.Select(static criterion => criterion.Name), StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var sort = new List<SearchCriterion>();
        foreach (var pair in query.Split(separator))
        {
            if (pair.Length == 0 || !seen.Add(pair))
            {
                continue;
            }

            var criterion = SearchQuery.Parse(sent.ResourceType, pair).Criteria is [var first, ..] ? first : SearchQuery.ParseCriterion(pair, "");
            if (criterion.Name == "_sort")
            {
                sort.Add(criterion);
            }
            else if (criterion.Name == "_type" && criterion.Modifier.Length == 0)
            {
                var isThis = criterion.Values is [var only] && only.Escaped == sent.ResourceType;
                NamesType |= isThis;
                IsOfAnotherType |= !isThis && criterion.Values.Count > 0 && criterion.Values.All(static value => R4Definitions.IsResourceType(value.Escaped ?? ""));
            }
            else if (!R4Definitions.IsResultParameter(criterion.Name))
            {
                Add(ComparedCriterion.OfLink(sent.ResourceType, pair, judge), sentNames.Contains(criterion.Name));
            }
        }

        Sort = SortKeys.Read(sort);
        IsContinuation = judge?.IsContinuation(SearchQuery.Parse(sent.ResourceType, query)) == true;
    }

    /// <summary>The criteria that filter and have a value.</summary>
    public List<ComparedCriterion> Filters { get; } = [];

    /// <summary>The sort keys.</summary>
    public List<string> Sort { get; }

    /// <summary>Whether it names a filter, with or without a value.</summary>
    public bool HasFilterNames { get; private set; }

    /// <summary>Whether it has names that neither FHIR nor the platform knows: the server's own.</summary>
    public bool HasOtherNames { get; private set; }

    /// <summary>Whether the platform gives further pages by such an address.</summary>
    public bool IsContinuation { get; }

    /// <summary>Whether <c>_type</c> names the type that was searched.</summary>
    public bool NamesType { get; private set; }

    /// <summary>Whether <c>_type</c> names another one.</summary>
    public bool IsOfAnotherType { get; private set; }

    private void Add(ComparedCriterion criterion, bool wasSent)
    {
        if (!criterion.Path.IsKnown && !wasSent)
        {
            HasOtherNames = true;
            return;
        }

        HasFilterNames = true;
        if (criterion.HasValue)
        {
            Filters.Add(criterion);
        }
    }
}
