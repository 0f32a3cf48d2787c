namespace FhirTyped.Sandbox;

/// <summary>What a search found, kept while its pages are read: later writes do not move it.</summary>
/// <param name="Plan">The search.</param>
/// <param name="Matches">All matches in their order.</param>
/// <param name="ReaderKey">Who may read the pages: those whose <see cref="Access.Key"/> it is.</param>
internal sealed record SearchResult(SearchPlan Plan, IReadOnlyList<ResourceVersion> Matches, string ReaderKey = "");
