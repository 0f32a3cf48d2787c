using FhirTyped.Capabilities;
using FhirTyped.Matching;

namespace FhirTyped.Receipts;

/// <summary>The criteria of a search that are held against its matches. Thread-safe.</summary>
internal sealed class MatchChecks
{
    private readonly bool _mayIncludeTheSameType;

    private MatchChecks(SearchRequest search, MatchCheck[] checks)
    {
        Search = search;
        Checks = checks;
        foreach (var criterion in search.Criteria.Criteria)
        {
            _mayIncludeTheSameType |= MayInclude(criterion, search.ResourceType);
        }
    }

    /// <summary>The search.</summary>
    public SearchRequest Search { get; }

    /// <summary>The criteria.</summary>
    public MatchCheck[] Checks { get; }

    /// <summary>Whether an entry is certainly a match: without <c>search.mode</c> it may have been included.</summary>
    public bool IsCertainlyMatch(bool hasMode) => hasMode || !_mayIncludeTheSameType;

    /// <summary>Reads the criteria of a search; null where none is held against matches.</summary>
    public static MatchChecks? Find(SearchRequest search)
    {
        var verification = search.Exchange.Options.VerifyMatches;
        if (verification == MatchVerification.None || search.TakesWholeBundle || string.IsNullOrEmpty(search.Query))
        {
            return null;
        }

        var reader = new MatchCheckReader(search.ResourceType, search.Exchange.BaseUrl.AbsoluteUri, search.Exchange.Judge);
        var takesOthers = verification == MatchVerification.All && !search.IsPartial;
        List<MatchCheck>? checks = null;
        foreach (var criterion in search.Criteria.Criteria)
        {
            if (criterion.IsFilter && (reader.FindPatient(criterion) ?? (takesOthers ? reader.FindOther(criterion) : null)) is { } check)
            {
                (checks ??= []).Add(check);
            }
        }

        return checks is null ? null : new MatchChecks(search, [.. checks]);
    }

    // Two methods, since what the second one captures would be made for every criterion.
    private static bool MayInclude(SearchCriterion criterion, string resourceType) => criterion.Name is "_include" or "_revinclude" && IsIncluded(criterion, resourceType);

    private static bool IsIncluded(SearchCriterion criterion, string resourceType) => criterion.Name switch
    {
        "_include" => criterion.Values.Any(value => (value.Escaped ?? "").Split(':') switch
        {
            [_, _, var target] => target == resourceType,
            [var source, var parameter] => R4Definitions.FindSearchParameter(source, parameter) is null || R4Definitions.TargetsOf(source, parameter).Contains(resourceType),
            _ => true,
        }),
        "_revinclude" => criterion.Values.Any(value => (value.Escaped ?? "").Split(':') is not [var source, _, ..] || source == resourceType),
        _ => false,
    };
}
