using FhirTyped.Capabilities;
using FhirTyped.Matching;

namespace FhirTyped.Sandbox;

/// <summary>Makes predicates of criteria over one state of the store: it follows chains and <c>_has</c>, and the matcher does the rest.</summary>
internal sealed class CriterionMatcher(SearchMatcher matcher, StoreState state, ResourceFinder finder)
{
    private const int LongestChain = 8;

    private readonly Dictionary<SearchCriterion, HashSet<string>> _referred = new(ReferenceEqualityComparer.Instance);

    /// <summary>Why a criterion cannot be carried out, or null. The text holds no value.</summary>
    public static string? FindProblem(SearchMatcher matcher, string resourceType, SearchCriterion criterion, int steps = 0)
    {
        if (steps > LongestChain)
        {
            return "The sandbox does not follow chains of more than " + LongestChain + " steps.";
        }

        if (criterion.Name == "_has")
        {
            return criterion.Modifier.Split(':', 3) is [var type, var reference, var name]
                && SearchParameterDefinitions.Find(type, reference) is { Type: SearchParameterType.Reference }
                ? FindProblem(matcher, type, SearchQuery.ParseCriterion(name, "") with { Values = criterion.Values }, steps + 1)
                : "The _has is not of the form _has:[type]:[reference]:[parameter].";
        }

        if (criterion.Chain.Length == 0)
        {
            return matcher.FindProblem(resourceType, criterion);
        }

        if (SearchParameterDefinitions.Find(resourceType, criterion.Name) is not { Type: SearchParameterType.Reference })
        {
            return $"'{criterion.Name}' of {resourceType} is no reference that a chain could follow.";
        }

        // One target that has the parameter is enough; the others then simply do not match.
        string? problem = null;
        foreach (var target in criterion.Modifier.Length > 0 ? [criterion.Modifier] : R4Definitions.TargetsOf(resourceType, criterion.Name))
        {
            problem = FindProblem(matcher, target, RestOf(criterion), steps + 1);
            if (problem is null)
            {
                return null;
            }
        }

        return problem;
    }

    public Predicate<ResourceVersion> Compile(string resourceType, SearchCriterion criterion)
    {
        if (criterion.Name == "_has")
        {
            return CompileHas(criterion);
        }

        if (criterion.Chain.Length > 0)
        {
            return CompileChain(criterion);
        }

        var matches = matcher.Compile(resourceType, criterion);
        return version => matches(version.Resource!);
    }

    /// <summary>A chain: https://hl7.org/fhir/R4/search.html#chaining. What it leads to is judged once, however many refer to it.</summary>
    private Predicate<ResourceVersion> CompileChain(SearchCriterion criterion)
    {
        var rest = RestOf(criterion);
        var predicates = new Dictionary<string, Predicate<ResourceVersion>?>(StringComparer.Ordinal);
        var known = new Dictionary<ReferenceTarget, bool>();
        return version => matcher.Targets(version.Resource!, criterion.Name).Any(Holds);

        bool Holds(ReferenceTarget reference)
        {
            if (!known.TryGetValue(reference, out var holds))
            {
                known[reference] = holds = state.Resolve(reference) is { } target
                    && PredicateOf(target.ResourceType) is { } predicate && predicate(target);
            }

            return holds;
        }

        Predicate<ResourceVersion>? PredicateOf(string type) => predicates.TryGetValue(type, out var predicate)
            ? predicate
            : predicates[type] = LeadsTo(matcher, criterion, rest, type) ? Compile(type, rest) : null;
    }

    /// <summary>A reverse chain, <c>_has:Observation:patient:code=1234-5</c>: https://hl7.org/fhir/R4/search.html#has.</summary>
    private Predicate<ResourceVersion> CompileHas(SearchCriterion criterion)
    {
        var referred = Referred(criterion);
        return version => referred.Contains(version.ResourceType + "/" + version.Id);
    }

    /// <summary>What the references lead to, by the parameter that a <c>_has</c> names, of all resources for which its criterion holds. They are looked for once.</summary>
    public HashSet<string> Referred(SearchCriterion criterion)
    {
        if (!_referred.TryGetValue(criterion, out var referred))
        {
            var parts = criterion.Modifier.Split(':', 3);
            var found = finder.Find(state, parts[0], [SearchQuery.ParseCriterion(parts[2], "") with { Values = criterion.Values }]);
            _referred[criterion] = referred = new(
                found.SelectMany(version => matcher.Targets(version.Resource!, parts[1])).Select(state.Resolve).OfType<ResourceVersion>()
                    .Select(static target => target.ResourceType + "/" + target.Id),
                StringComparer.Ordinal);
        }

        return referred;
    }

    /// <summary>Whether a chain may lead to resources of a type: they have what is behind its dot.</summary>
    public static bool LeadsTo(SearchMatcher matcher, SearchCriterion chain, SearchCriterion rest, string resourceType) =>
        (chain.Modifier.Length == 0 || chain.Modifier == resourceType) && FindProblem(matcher, resourceType, rest) is null;

    /// <summary>What is behind the dot of a chain, as a criterion of the resource that the reference leads to.</summary>
    public static SearchCriterion RestOf(SearchCriterion criterion) =>
        SearchQuery.ParseCriterion(criterion.Chain, "") with { Values = criterion.Values };
}
