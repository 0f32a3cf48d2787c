using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// One page of a search through a Refit interface, its entries kept apart by <c>search.mode</c>
/// (https://hl7.org/fhir/R4/bundle-definitions.html#Bundle.entry.search.mode).
/// </summary>
/// <typeparam name="T">The resource type of the matches.</typeparam>
public sealed class FhirPage<T> : FhirPage
    where T : Resource
{
    /// <summary>Makes a page without matches, as an answer of a mock.</summary>
    public FhirPage()
        : this([])
    {
    }

    /// <summary>Makes a page, as an answer of a mock.</summary>
    /// <param name="matches">The matches.</param>
    public FhirPage(IReadOnlyList<T> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        var page = new FhirSearchPage<T>(matches);
        (Bundle, Matches, Receipt) = (page.Bundle, page.Matches, page.Receipt);
    }

    /// <summary>A page of a client that has checked it.</summary>
    internal FhirPage(FhirSearchPage<T> page, SearchRun? run)
    {
        (Bundle, Matches, AllIncluded, Outcomes, Receipt) = (page.Bundle, page.Matches, page.AllIncluded, page.Outcomes, page.Receipt);
        NextLink = page.Place?.TryResolve();
        Run = run;
    }

    /// <summary>The page as the server sent it.</summary>
    public Bundle Bundle { get; private set; }

    /// <summary>What was searched for.</summary>
    public IReadOnlyList<T> Matches { get; private set; }

    /// <summary>What came along by <c>_include</c> and <c>_revinclude</c>.</summary>
    public IReadOnlyList<Resource> AllIncluded { get; private set; } = [];

    /// <summary>What the server says about the search: warnings, and what it held back.</summary>
    public IReadOnlyList<OperationOutcome> Outcomes { get; private set; } = [];

    /// <summary>Whether the server used every filter, and whether the matches of this page say the same.</summary>
    public SearchReceipt Receipt { get; }

    /// <summary><c>Bundle.total</c>, or null where the server does not say. It may be an estimate.</summary>
    public int? Total => Bundle.Total;

    /// <summary>Where the next page is; null after the last one, and where the link may not be followed (then whoever enumerates the search is told).</summary>
    public Uri? NextLink { get; private set; }

    /// <summary>The run of the search that read the page; null where it was read by itself.</summary>
    internal SearchRun? Run { get; }

    /// <summary>What came along, of one type.</summary>
    /// <typeparam name="TIncluded">The resource type.</typeparam>
    public IEnumerable<TIncluded> Included<TIncluded>()
        where TIncluded : Resource => AllIncluded.OfType<TIncluded>();

    /// <inheritdoc/>
    internal override void Load(Bundle bundle)
    {
        var matches = new List<T>();
        var included = new List<Resource>();
        var outcomes = new List<OperationOutcome>();
        foreach (var entry in bundle.Entry)
        {
            switch (entry.Resource)
            {
                case OperationOutcome outcome when typeof(T) != typeof(OperationOutcome):
                    outcomes.Add(outcome);
                    break;
                case T match when entry.Search?.Mode?.Value is null or SearchEntryMode.Match:
                    matches.Add(match);
                    break;
                case { } resource:
                    included.Add(resource);
                    break;
            }
        }

        (Bundle, Matches, AllIncluded, Outcomes) = (bundle, matches, included, outcomes);
        NextLink = Uri.TryCreate(SearchLinks.Find(bundle, "next"), UriKind.RelativeOrAbsolute, out var next) ? next : null;
    }
}
