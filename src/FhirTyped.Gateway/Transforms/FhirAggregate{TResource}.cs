using FhirTyped.R4;

namespace FhirTyped.Gateway;

/// <summary>What several sources found.</summary>
/// <typeparam name="TResource">The resource type.</typeparam>
public sealed class FhirAggregate<TResource>
    where TResource : Resource
{
    internal FhirAggregate(IReadOnlyList<FhirAggregateResult<TResource>> results) => Results = results;

    /// <summary>The sources in the order in which they were asked, with what each found, or why it did not.</summary>
    public IReadOnlyList<FhirAggregateResult<TResource>> Results { get; }

    /// <summary>All that was found, source by source.</summary>
    public IEnumerable<TResource> Resources => Results.SelectMany(static result => result.Resources);

    /// <summary>
    /// A searchset of everything: the resources as matches, and an OperationOutcome for each source that failed. Its <c>total</c> is that of the matches where no source failed, and missing
    /// otherwise.
    /// </summary>
    public Bundle ToBundle()
    {
        var bundle = new Bundle { Type = BundleType.Searchset };
        foreach (var result in Results)
        {
            foreach (var resource in result.Resources)
            {
                bundle.Entry.Add(new BundleEntry { Resource = resource, Search = new BundleEntrySearch { Mode = SearchEntryMode.Match } });
            }

            if (result.Outcome is { } outcome)
            {
                bundle.Entry.Add(new BundleEntry { Resource = outcome, Search = new BundleEntrySearch { Mode = SearchEntryMode.Outcome } });
            }
        }

        if (Results.All(static result => result.Outcome is null))
        {
            bundle.Total = Resources.Count();
        }

        return bundle;
    }
}

/// <summary>What one source found, or why it did not.</summary>
/// <typeparam name="TResource">The resource type.</typeparam>
/// <param name="Source">The source.</param>
/// <param name="Resources">What it found; empty where it failed.</param>
/// <param name="Outcome">Why it failed; null where it did not.</param>
public sealed record FhirAggregateResult<TResource>(string Source, IReadOnlyList<TResource> Resources, OperationOutcome? Outcome)
    where TResource : Resource
{
    /// <summary>The source alone.</summary>
    public override string ToString() => Source;
}
