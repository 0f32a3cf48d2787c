using FhirTyped.R4;
using FirelyBundle = Hl7.Fhir.Model.Bundle;
using FirelyOutcome = Hl7.Fhir.Model.OperationOutcome;
using FirelyResource = Hl7.Fhir.Model.Resource;

namespace FhirTyped.Firely;

/// <summary>One page of a search, with resources of the Firely SDK. Each part is made of FhirTyped's when it is first asked for.</summary>
/// <remarks>Thread-safe.</remarks>
/// <typeparam name="T">The resource type of the matches, of <c>Hl7.Fhir.Model</c>.</typeparam>
public sealed class FirelySearchPage<T>
    where T : FirelyResource
{
    private readonly Lazy<IReadOnlyList<T>> _matches;
    private readonly Lazy<IReadOnlyList<FirelyResource>> _included;
    private readonly Lazy<IReadOnlyList<FirelyOutcome>> _outcomes;
    private readonly Lazy<FirelyBundle> _bundle;

    private FirelySearchPage(
        Func<IReadOnlyList<T>> matches, Func<IReadOnlyList<FirelyResource>> included, Func<IReadOnlyList<FirelyOutcome>> outcomes, Func<FirelyBundle> bundle) =>
        (_matches, _included, _outcomes, _bundle) = (new(matches), new(included), new(outcomes), new(bundle));

    /// <summary>What was searched for, and passed the local filter where there is one.</summary>
    /// <exception cref="FirelyConversionException">Firely's model would lose something of one.</exception>
    public IReadOnlyList<T> Matches => _matches.Value;

    /// <summary>What came along by <c>_include</c> and <c>_revinclude</c>.</summary>
    /// <exception cref="FirelyConversionException">Firely's model would lose something of one.</exception>
    public IReadOnlyList<FirelyResource> AllIncluded => _included.Value;

    /// <summary>What the server says about the search: warnings, and what it held back.</summary>
    public IReadOnlyList<FirelyOutcome> Outcomes => _outcomes.Value;

    /// <summary>The page as the server sent it, with the matches that a local filter held back. Its resources are others than those of <see cref="Matches"/>.</summary>
    /// <exception cref="FirelyConversionException">Firely's model would lose something of it.</exception>
    public FirelyBundle Bundle => _bundle.Value;

    /// <summary>Whether the server used every filter, and whether the matches of this page say the same.</summary>
    public required SearchReceipt Receipt { get; init; }

    /// <summary><c>Bundle.total</c>, or null where the server does not say. It may be an estimate, and counts before any local filter.</summary>
    public required int? Total { get; init; }

    /// <summary>Where the search goes on after this page (<see cref="FhirSearchPage{T}.Continuation"/>); null where this is the last one.</summary>
    public required string? Continuation { get; init; }

    /// <summary>What came along, of one type.</summary>
    /// <typeparam name="TIncluded">The resource type, of <c>Hl7.Fhir.Model</c>.</typeparam>
    public IEnumerable<TIncluded> Included<TIncluded>()
        where TIncluded : FirelyResource => AllIncluded.OfType<TIncluded>();

    internal static FirelySearchPage<T> Of<TModel>(FhirSearchPage<TModel> page)
        where TModel : Resource => new(
            () => [.. page.Matches.Select(static match => match.ToFirely<T>())],
            () => [.. page.AllIncluded.Select(static included => included.ToFirely())],
            () => [.. page.Outcomes.Select(static outcome => outcome.ToFirely())],
            () => page.Bundle.ToFirely())
        {
            Receipt = page.Receipt,
            Total = page.Total,
            Continuation = page.Continuation,
        };
}
