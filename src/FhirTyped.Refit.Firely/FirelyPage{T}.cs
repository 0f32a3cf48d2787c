using FhirTyped.Firely;
using Hl7.Fhir.Model;

namespace FhirTyped;

/// <summary>One page of a search through a Refit interface, with resources of the Firely SDK.</summary>
/// <typeparam name="T">The resource type of the matches, of <c>Hl7.Fhir.Model</c>.</typeparam>
public sealed class FirelyPage<T>
    where T : Resource
{
    /// <summary>Makes a page, as an answer of a mock.</summary>
    /// <param name="matches">The matches.</param>
    public FirelyPage(IReadOnlyList<T> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        Matches = matches;
    }

    private FirelyPage(IReadOnlyList<T> matches, IReadOnlyList<Resource> included, IReadOnlyList<OperationOutcome> outcomes) => (Matches, AllIncluded, Outcomes) = (matches, included, outcomes);

    /// <summary>What was searched for.</summary>
    public IReadOnlyList<T> Matches { get; }

    /// <summary>What came along by <c>_include</c> and <c>_revinclude</c>.</summary>
    public IReadOnlyList<Resource> AllIncluded { get; } = [];

    /// <summary>What the server says about the search: warnings, and what it held back.</summary>
    public IReadOnlyList<OperationOutcome> Outcomes { get; } = [];

    /// <summary>Whether the server used every filter, and whether the matches of this page say the same; null for a page that was made by hand.</summary>
    public SearchReceipt? Receipt { get; private init; }

    /// <summary><c>Bundle.total</c>, or null where the server does not say. It may be an estimate.</summary>
    public int? Total { get; private init; }

    /// <summary>Where the next page is; null after the last one.</summary>
    public Uri? NextLink { get; private init; }

    /// <summary>What gives the page after this one; null where the page was asked for alone.</summary>
    internal object? Enumeration { get; private init; }

    /// <summary>What came along, of one type.</summary>
    /// <typeparam name="TIncluded">The resource type, of <c>Hl7.Fhir.Model</c>.</typeparam>
    public IEnumerable<TIncluded> Included<TIncluded>()
        where TIncluded : Resource => AllIncluded.OfType<TIncluded>();

    /// <summary>A page of FhirTyped's resources.</summary>
    internal static FirelyPage<T> Of<TModel>(FhirPage<TModel> page, object? enumeration = null)
        where TModel : R4.Resource => new(
            [.. page.Matches.Select(static match => match.ToFirely<T>())],
            [.. page.AllIncluded.Select(static included => included.ToFirely())],
            [.. page.Outcomes.Select(static outcome => outcome.ToFirely<OperationOutcome>())])
        {
            Receipt = page.Receipt,
            Total = page.Total,
            NextLink = page.NextLink,
            Enumeration = enumeration,
        };
}
