using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Matching;

/// <summary>
/// Matches criteria against single resources by the rules of https://hl7.org/fhir/R4/search.html, and finds their references and sort
/// keys. Chains and <c>_has</c> are not its business. Thread-safe; where values are kept, resources must not change once they
/// were matched, since what was found in them is kept for as long as they live.
/// </summary>
/// <param name="baseUrl">The server's own base, so that absolute references to it are known as local; empty for none.</param>
/// <param name="timeProvider">The clock of <c>ap</c>; null for the system's.</param>
/// <param name="keepsValues">Whether what was found in a resource is kept for its next criterion: not where each is seen once.</param>
internal sealed partial class SearchMatcher(string baseUrl = "", TimeProvider? timeProvider = null, bool keepsValues = true)
{
    private readonly string _baseUrl = baseUrl.Length == 0 || baseUrl.EndsWith('/') ? baseUrl : baseUrl + "/";
    private readonly SearchValueExtractor _extractor = new(baseUrl.Length == 0 || baseUrl.EndsWith('/') ? baseUrl : baseUrl + "/");
    private readonly ConditionalWeakTable<Resource, ConcurrentDictionary<SearchParameterDefinition, IReadOnlyList<IndexValue>>> _values = [];

    /// <summary>Why a criterion without a chain cannot be carried out, or null. The text holds no value of the search.</summary>
    public string? FindProblem(string resourceType, SearchCriterion criterion)
    {
        if (SearchParameterDefinitions.Find(resourceType, criterion.Name) is not { } definition)
        {
            return $"'{criterion.Name}' is not one of FHIR R4's parameters of {resourceType}.";
        }

        if (definition.Expression is null)
        {
            return $"'{criterion.Name}' is not carried out.";
        }

        if (criterion.Modifier == "missing")
        {
            return criterion.Values is [{ Escaped: "true" or "false" }] ? null : $"'{criterion.Name}:missing' takes true or false.";
        }

        if (!IsModifierKnown(definition, criterion.Modifier))
        {
            return $"':{criterion.Modifier}' is not carried out for '{criterion.Name}', a parameter of type {definition.Type.ToCode()}.";
        }

        foreach (var value in criterion.Values)
        {
            if (Create(definition, criterion.Modifier, value.Escaped ?? "") is null)
            {
                return $"A value of '{criterion.Name}' has not the form of type {definition.Type.ToCode()}.";
            }
        }

        return null;
    }

    /// <summary>The criterion without its values: what <see cref="FindProblem"/> says of it holds for every value.</summary>
    public static SearchCriterion WithoutValues(SearchCriterion criterion) =>
        criterion with { Values = criterion.Modifier == "missing" ? SearchQuery.ParseCriterion("missing", "true").Values : default };

    /// <summary>Whether a resource fulfils a criterion: any of its values holds.</summary>
    /// <exception cref="ArgumentException">The criterion cannot be carried out: see <see cref="FindProblem"/>.</exception>
    public bool Matches(Resource resource, SearchCriterion criterion) => Compile(resource.TypeName, criterion)(resource);

    /// <summary>Makes a predicate of a criterion, for resources of one type: its values are read once.</summary>
    /// <exception cref="ArgumentException">The criterion cannot be carried out: see <see cref="FindProblem"/>.</exception>
    public Predicate<Resource> Compile(string resourceType, SearchCriterion criterion)
    {
        var (definition, holds) = Read(resourceType, criterion);
        return resource => holds(ValuesOf(resource, definition));
    }

    /// <summary>
    /// Makes of a criterion what tells three things: that a resource fulfils it, that it does not, and null where the resource does not
    /// say: it holds a value that cannot be read, or not the whole of one.
    /// </summary>
    /// <exception cref="ArgumentException">The criterion cannot be carried out: see <see cref="FindProblem"/>.</exception>
    public Func<Resource, bool?> CompileTest(string resourceType, SearchCriterion criterion)
    {
        var (definition, holds) = Read(resourceType, criterion);
        var isPresence = criterion.Modifier == "missing";
        var isNegative = criterion.Modifier == "not";
        return resource =>
        {
            var values = ValuesOf(resource, definition);
            var isFulfilled = holds(values);
            return isFulfilled != isNegative || isPresence || !values.Any(static value => value.IsUncertain) ? isFulfilled : null;
        };
    }

    private (SearchParameterDefinition Definition, Func<IReadOnlyList<IndexValue>, bool> Holds) Read(string resourceType, SearchCriterion criterion)
    {
        if (FindProblem(resourceType, criterion) is { } problem)
        {
            throw new ArgumentException(problem, nameof(criterion));
        }

        var definition = SearchParameterDefinitions.Find(resourceType, criterion.Name)!;
        if (criterion.Modifier == "missing")
        {
            var isMissing = criterion.Values[0].Escaped == "true";
            return (definition, values => (values.Count == 0) == isMissing);
        }

        var matches = new ValueMatch[criterion.Values.Count];
        for (var i = 0; i < matches.Length; i++)
        {
            matches[i] = Create(definition, criterion.Modifier, criterion.Values[i].Escaped ?? "")!;
        }

        Predicate<IReadOnlyList<IndexValue>> anyHolds = matches.Length <= MatchesByKey.Few
            ? values => AnyHolds(matches, values)
            : GroupByKey(definition, criterion, matches).AnyHolds;

        // What has no value at all is "not" that value as well.
        return (definition, criterion.Modifier == "not" ? values => !anyHolds(values) : values => anyHolds(values));
    }

    /// <summary>The values that a resource holds for a parameter; empty where there are none, or no such parameter.</summary>
    public IReadOnlyList<IndexValue> ValuesOf(Resource resource, string parameter) =>
        SearchParameterDefinitions.Find(resource.TypeName, parameter) is { } definition ? ValuesOf(resource, definition) : [];

    /// <summary>The literal references and canonicals of a parameter; those to this server are local.</summary>
    public IEnumerable<ReferenceTarget> Targets(Resource resource, string parameter) =>
        ValuesOf(resource, parameter).OfType<ReferenceIndexValue>().Select(static value => value.Target).OfType<ReferenceTarget>();

    /// <summary>Every literal reference and canonical in a resource; those to this server are local. What its meta says is about it, and leads nowhere.</summary>
    public IEnumerable<ReferenceTarget> AllTargets(Base element)
    {
        foreach (var child in element.GetElements())
        {
            switch (child.Value)
            {
                case Meta:
                    break;
                case PrimitiveElement primitive:
                    if (primitive is { PrimitiveType: PrimitiveType.Canonical, Text: { Length: > 0 } url } && url[0] != '#')
                    {
                        yield return ReferenceTarget.ParseCanonical(url, _baseUrl);
                    }

                    break;
                default:
                    if (child.Value is ResourceReference { Reference: { Length: > 0 } text } && text[0] != '#')
                    {
                        yield return ReferenceTarget.Parse(text, _baseUrl);
                    }

                    foreach (var inner in AllTargets(child.Value))
                    {
                        yield return inner;
                    }

                    break;
            }
        }
    }

    /// <summary>What a resource is sorted by, ordinally: the lowest of its values, or the highest where the order descends; null where it has none.</summary>
    public string? SortKey(Resource resource, string parameter, bool descends)
    {
        string? best = null;
        foreach (var value in ValuesOf(resource, parameter))
        {
            if (value.SortKey is { } key && (best is null || (string.CompareOrdinal(key, best) < 0) != descends))
            {
                best = key;
            }
        }

        return best;
    }

    private static bool IsModifierKnown(SearchParameterDefinition definition, string modifier) => modifier.Length == 0 || definition.Type switch
    {
        SearchParameterType.String => modifier is "exact" or "contains",
        SearchParameterType.Token => modifier is "not" or "text" or "of-type" or "ofType",
        SearchParameterType.Reference => modifier is "identifier" or "text" or "below" || R4Definitions.IsResourceType(modifier),
        SearchParameterType.Uri => modifier is "below" or "above",
        _ => false,
    };

    private static bool AnyHolds(ValueMatch[] matches, IReadOnlyList<IndexValue> values)
    {
        foreach (var value in values)
        {
            Compared += matches.Length;
            foreach (var match in matches)
            {
                if (match(value))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private IReadOnlyList<IndexValue> ValuesOf(Resource resource, SearchParameterDefinition definition) => !keepsValues
        ? _extractor.Extract(resource, definition)
        : _values.GetOrCreateValue(resource).GetOrAdd(definition, static (key, state) => state._extractor.Extract(state.resource, key), (_extractor, resource));

    private ValueMatch? Create(SearchParameterDefinition definition, string modifier, string escaped)
    {
        // A value that says nothing would match everything.
        if (escaped.Length == 0)
        {
            return null;
        }

        return definition.Type switch
        {
            SearchParameterType.String => StringMatch.TryCreate(escaped, modifier),
            SearchParameterType.Token => TokenMatch.TryCreate(escaped, modifier),
            SearchParameterType.Date => DateMatch.TryCreate(escaped, (timeProvider ?? TimeProvider.System).GetUtcNow()),
            SearchParameterType.Reference => ReferenceMatch.TryCreate(escaped, modifier, _baseUrl),
            SearchParameterType.Number => NumberMatch.TryCreate(escaped),
            SearchParameterType.Quantity => NumberMatch.TryCreateOfQuantity(escaped),
            SearchParameterType.Uri => UriMatch.TryCreate(escaped, modifier),
            SearchParameterType.Composite => CompositeMatch.TryCreate(escaped, definition, (part, text) => Create(part, "", text)),
            _ => PositionMatch.TryCreate(escaped),
        };
    }
}
