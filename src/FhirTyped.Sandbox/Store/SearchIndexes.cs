using System.Collections.Concurrent;
using FhirTyped.Matching;

namespace FhirTyped.Sandbox;

/// <summary>The indexes of a store: one for each parameter that was searched by, made when it is first needed. Thread-safe.</summary>
/// <param name="matcher">Reads the values.</param>
/// <param name="committed">The state of the store as it is now.</param>
internal sealed class SearchIndexes(SearchMatcher matcher, Func<StoreState> committed)
{
    private readonly ConcurrentDictionary<(string ResourceType, string Parameter), ParameterIndex?> _indexes = new();

    /// <summary>The entries of a parameter for a state; null where there is no such parameter, or its index cannot tell.</summary>
    public IndexContents? Find(StoreState state, string resourceType, string parameter) =>
        _indexes.GetOrAdd((resourceType, parameter), Make)?.Of(state.Shelf(resourceType), ReferenceEquals(state, committed()));

    private ParameterIndex? Make((string ResourceType, string Parameter) key) =>
        SearchParameterDefinitions.Find(key.ResourceType, key.Parameter) is { } definition ? new(matcher, definition) : null;
}
