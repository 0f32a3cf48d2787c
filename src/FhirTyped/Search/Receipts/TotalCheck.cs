using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Receipts;

/// <summary>Compares how many matches a server gave with how many it counted: https://hl7.org/fhir/R4/bundle.html#searchset.</summary>
/// <remarks>
/// A total may be an estimate, and what a server holds may change between two pages. So over several pages only whole pages count as missing.
/// </remarks>
internal sealed class TotalCheck
{
    private readonly string _resourceType;
    private readonly bool _takesWholeBundle;

    private TotalCheck(string resourceType, bool takesWholeBundle)
    {
        _resourceType = resourceType;
        _takesWholeBundle = takesWholeBundle;
    }

    /// <summary>What was counted so far.</summary>
    public PageCounts Counts { get; set; }

    /// <summary>The check of a search; null where its total says nothing of what is to come.</summary>
    public static TotalCheck? Find(SearchRequest search) => search.IsTypeSearch || search.TakesWholeBundle
        ? Find(search.Criteria, search.TakesWholeBundle)
        : null;

    /// <summary>The check of a search; null where its total says nothing of what is to come.</summary>
    public static TotalCheck? Find(SearchQuery search, bool takesWholeBundle = false)
    {
        foreach (var criterion in search.Criteria)
        {
            if (!LetsTotalBe(search.ResourceType, criterion))
            {
                return null;
            }
        }

        return new(search.ResourceType, takesWholeBundle);
    }

    /// <summary>Looks at a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="isLast">Whether it has no link to a further one.</param>
    /// <returns>Whether the search ended too early.</returns>
    public bool Look(Bundle page, bool isLast)
    {
        var (total, allMatches, included, largestPage) = Counts;
        var matches = 0;
        foreach (var entry in page.Entry)
        {
            if (IsMatch(entry))
            {
                matches++;
            }
            else if (entry.Resource is not (null or OperationOutcome))
            {
                included++;
            }
        }

        allMatches += matches;
        largestPage = Math.Max(largestPage, matches);
        if (page.Total is { } ofPage && (total is null || ofPage < total))
        {
            total = ofPage;
        }

        Counts = new(total, allMatches, included, largestPage);

        // Some servers count what they include.
        if (!isLast || total is not { } counted || allMatches >= counted || (included > 0 && allMatches + included == counted))
        {
            return false;
        }

        // A page alone is its own largest one.
        return matches == largestPage || counted - allMatches >= largestPage;
    }

    private bool IsMatch(BundleEntry entry) => entry.Resource switch
    {
        null => false,
        OperationOutcome when _resourceType != "OperationOutcome" => false,
        { } resource => _takesWholeBundle || (entry.Search?.Mode != SearchEntryMode.Include && resource.TypeName == _resourceType),
    };

    // Parameters that FHIR does not know may be the caller's own place in the list (startIndex, _offset, page): less than all is then right.
    private static bool LetsTotalBe(string resourceType, SearchCriterion criterion) => criterion.Name switch
    {
        "_summary" => criterion.Values is not [{ Escaped: "count" }],
        "_count" => criterion.Values is not [{ Escaped: "0" }],
        "_total" => criterion.Values is not [{ Escaped: "estimate" }],
        _ => !criterion.IsFilter || ParameterPath.IsFilter(resourceType, criterion.FullName, null),
    };
}
