using FhirTyped.Capabilities;

namespace FhirTyped.Sandbox;

/// <summary>Makes predicates of criteria over one state of the store: it follows chains and <c>_has</c>, and the index matches the rest.</summary>
internal sealed class CriterionMatcher(SearchIndex index, StoreState state)
{
    public Func<ResourceVersion, bool> Compile(string resourceType, SearchCriterion criterion)
    {
        if (criterion.Name == "_has")
        {
            return CompileHas(criterion);
        }

        return criterion.Chain.Length > 0 ? CompileChain(criterion) : version => index.Matches(version.Resource!, criterion);
    }

    /// <summary>A chain: https://hl7.org/fhir/R4/search.html#chaining. What it leads to is judged once, however many refer to it.</summary>
    private Func<ResourceVersion, bool> CompileChain(SearchCriterion criterion)
    {
        var rest = SearchQuery.ParseCriterion(criterion.Chain, "") with { Values = criterion.Values };
        var predicates = new Dictionary<string, Func<ResourceVersion, bool>>(StringComparer.Ordinal);
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        return version => index.References(version.Resource!, criterion.Name).Any(Holds);

        bool Holds(string reference)
        {
            if (!known.TryGetValue(reference, out var holds))
            {
                known[reference] = holds = state.Resolve(reference) is { } target
                    && (criterion.Modifier.Length == 0 || criterion.Modifier == target.ResourceType)
                    && index.FindProblem(target.ResourceType, rest) is null
                    && PredicateOf(target.ResourceType)(target);
            }

            return holds;
        }

        Func<ResourceVersion, bool> PredicateOf(string type) =>
            predicates.TryGetValue(type, out var predicate) ? predicate : predicates[type] = Compile(type, rest);
    }

    /// <summary>A reverse chain, <c>_has:Observation:patient:code=1234-5</c>: https://hl7.org/fhir/R4/search.html#has.</summary>
    private Func<ResourceVersion, bool> CompileHas(SearchCriterion criterion)
    {
        var parts = criterion.Modifier.Split(':', 3);
        var rest = SearchQuery.ParseCriterion(parts[2], "") with { Values = criterion.Values };
        var predicate = Compile(parts[0], rest);
        var referred = new HashSet<string>(
            state.Shelf(parts[0]).Current.Where(predicate).SelectMany(version => index.References(version.Resource!, parts[1])), StringComparer.Ordinal);
        return version => referred.Contains(version.ResourceType + "/" + version.Id);
    }
}
