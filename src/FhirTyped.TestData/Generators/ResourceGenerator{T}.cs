using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>
/// Makes resources of one type by rules, one for each field. Every resource and every rule has its own stream of random numbers, which follows from the seed: a rule that is added behind the
/// others changes nothing of what they do. Rules are added first; then any number of threads may generate.
/// </summary>
/// <typeparam name="T">The resource type.</typeparam>
public class ResourceGenerator<T> : ResourceGenerator
    where T : Resource, IFhirResource<T>, new()
{
    private readonly GeneratorOptions _options;
    private readonly List<FieldRule<T>> _rules = [];

    /// <summary>Creates a generator without rules.</summary>
    /// <param name="options">Seed, reference date, ids; null for the defaults.</param>
    public ResourceGenerator(GeneratorOptions? options = null) => _options = options ?? new();

    /// <inheritdoc/>
    public override string ResourceType => T.ResourceType;

    /// <summary>Adds a rule: <c>.Field((observation, random) =&gt; observation.Value = Quantity.Ucum(random.NextDecimal(3.5m, 5, 1), "mmol/L"))</c>.</summary>
    /// <param name="set">Sets the field of a resource.</param>
    /// <param name="probability">How likely the field is there: 1, the default, for always.</param>
    /// <returns>This generator.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="set"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not between 0 and 1.</exception>
    public ResourceGenerator<T> Field(Action<T, SeededRandom> set, double probability = 1)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Field((resource, random, _) => set(resource, random), probability);
    }

    /// <summary>Adds a rule that looks at the place for which the resource is made: its index, the resource it depends on, the step of a time series.</summary>
    /// <inheritdoc cref="Field(Action{T, SeededRandom}, double)"/>
    public ResourceGenerator<T> Field(Action<T, SeededRandom, GenerationContext> set, double probability = 1)
    {
        ArgumentNullException.ThrowIfNull(set);
        Probability.Require(probability);
        _rules.Add(new(set, probability));
        return this;
    }

    /// <summary>Adds a rule that chooses a value: <c>.Field((o, status) =&gt; o.Status = status, Choices.Of((ObservationStatus.Final, 0.9), (ObservationStatus.Amended, 0.1)))</c>.</summary>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="set">Sets the field to the value; an element is given as a copy of its own.</param>
    /// <param name="choices">The values with their probabilities.</param>
    /// <param name="probability">How likely the field is there: 1, the default, for always.</param>
    /// <returns>This generator.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not between 0 and 1.</exception>
    public ResourceGenerator<T> Field<TValue>(Action<T, TValue> set, Choices<TValue> choices, double probability = 1)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(choices);
        return Field((resource, random, _) => set(resource, Own(choices.Pick(random))), probability);
    }

    /// <summary>Adds a rule that sets a field to the same value in every resource.</summary>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <param name="set">Sets the field to the value; an element is given as a copy of its own.</param>
    /// <param name="value">The value.</param>
    /// <param name="probability">How likely the field is there: 1, the default, for always.</param>
    /// <returns>This generator.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="set"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not between 0 and 1.</exception>
    public ResourceGenerator<T> Value<TValue>(Action<T, TValue> set, TValue value, double probability = 1)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Field((resource, _, _) => set(resource, Own(value)), probability);
    }

    /// <summary>Makes resources while they are enumerated; none is kept. Enumerated again, or in part, or on another machine, they are the same.</summary>
    /// <param name="count">How many; of a time series, how many series.</param>
    /// <param name="first">The index of the first one: a part of a large number can be made alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative.</exception>
    public IEnumerable<T> Generate(int count, int first = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        return Enumerate(count, first);
    }

    /// <summary>What a derived generator gives each resource before the rules are applied; nothing by default.</summary>
    /// <param name="resource">The new resource.</param>
    /// <param name="context">The place for which it is made, and its random numbers.</param>
    protected virtual void Fill(T resource, GenerationContext context)
    {
    }

    internal sealed override IEnumerable<Resource> CreateAt(GenerationContext context) => CreateAllAt(context);

    internal virtual IEnumerable<T> CreateAllAt(GenerationContext context) => [CreateOneAt(context)];

    internal T CreateOneAt(GenerationContext context)
    {
        var resource = new T();
        if (context.GeneratesIds)
        {
            resource.Id = context.Random(":id").NextUuid().ToString("D");
        }

        Fill(resource, context);
        ApplyRules(resource, context, ":rule");
        return resource;
    }

    private protected void ApplyRules(T resource, GenerationContext context, string purpose)
    {
        for (var i = 0; i < _rules.Count; i++)
        {
            _rules[i].Apply(resource, context.Random(purpose, i), context);
        }
    }

    private IEnumerable<T> Enumerate(int count, int first)
    {
        var random = new SeededRandom(_options.Seed);
        for (var i = 0L; i < count; i++)
        {
            var index = first + i;
            foreach (var resource in CreateAllAt(new(random.Derive(ResourceType, index), index, _options.ReferenceDate, _options.GeneratesIds, parent: null)))
            {
                yield return resource;
            }
        }
    }

    // Two resources never share a part: a change to one would be one to the other.
    private static TValue Own<TValue>(TValue value) => value is Base element ? (TValue)(object)element.DeepClone() : value;
}
