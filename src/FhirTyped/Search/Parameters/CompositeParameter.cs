namespace FhirTyped;

/// <summary>A composite parameter: parts that must hold together (https://hl7.org/fhir/R4/search.html#composite).</summary>
/// <remarks>A handle on a query: it holds no value, and is only valid while the search is being built.</remarks>
/// <typeparam name="TQuery">The query type.</typeparam>
public readonly struct CompositeParameter<TQuery> : ISearchParameter
    where TQuery : FhirQuery
{
    private readonly TQuery _query;

    /// <summary>Makes the handle. Generated code calls it.</summary>
    public CompositeParameter(TQuery query, string name)
    {
        _query = query;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>
    /// The parts hold together, on one element: <c>q.CodeValueQuantity.Is(new SearchToken("http://loinc.org", "8480-6"),
    /// SearchComponent.GreaterThan(140, "mm[Hg]"))</c>.
    /// </summary>
    /// <param name="parts">The parts in the order of the parameter's definition; two or more.</param>
    /// <exception cref="ArgumentException">There are fewer than two, or one is empty or cannot be sent.</exception>
    public TQuery Is(params ReadOnlySpan<SearchComponent> parts) => SearchWriter.Composite(_query, Name, parts);

    /// <summary>Whether the element is absent: <c>:missing</c> (https://hl7.org/fhir/R4/search.html#modifiers).</summary>
    /// <param name="isMissing">True for resources without it, false for those with it.</param>
    public TQuery Missing(bool isMissing = true) => SearchWriter.Missing(_query, Name, isMissing);
}
