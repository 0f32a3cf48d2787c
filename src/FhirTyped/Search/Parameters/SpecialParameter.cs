namespace FhirTyped;

/// <summary>A parameter with a form of its own (https://hl7.org/fhir/R4/search.html#special), for example <c>near</c>.</summary>
/// <remarks>A handle on a query: it holds no value, and is only valid while the search is being built.</remarks>
/// <typeparam name="TQuery">The query type.</typeparam>
public readonly struct SpecialParameter<TQuery> : ISearchParameter
    where TQuery : FhirQuery
{
    private readonly TQuery _query;

    /// <summary>Makes the handle. Generated code calls it.</summary>
    public SpecialParameter(TQuery query, string name)
    {
        _query = query;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The parts of the value, which are escaped and joined by <c>|</c>: <c>near</c> takes latitude, longitude, distance and unit.</summary>
    /// <param name="parts">The parts.</param>
    /// <exception cref="ArgumentException">There are none, or one is null, empty, or cannot be sent.</exception>
    public TQuery Is(params ReadOnlySpan<string> parts) => SearchWriter.Joined(_query, Name, null, parts, '|');

    /// <summary>Whether the element is absent: <c>:missing</c> (https://hl7.org/fhir/R4/search.html#modifiers).</summary>
    /// <param name="isMissing">True for resources without it, false for those with it.</param>
    public TQuery Missing(bool isMissing = true) => SearchWriter.Missing(_query, Name, isMissing);
}
