namespace FhirTyped;

/// <summary>A composite parameter: parts that must hold together (https://hl7.org/fhir/R4/search.html#composite).</summary>
/// <remarks>A handle on a query: it holds no value, and is only valid while the search is being built.</remarks>
/// <typeparam name="TQuery">The query type.</typeparam>
public readonly struct CompositeParameter<TQuery> : ISearchParameter
    where TQuery : FhirQuery<TQuery>, IFhirQuery
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

    /// <summary>The parts of the value, which are escaped and joined by <c>$</c>; each may begin with a comparison prefix.</summary>
    /// <param name="parts">The parts in the order of the parameter's definition.</param>
    /// <exception cref="ArgumentException">There are none, or one is null, empty, or cannot be sent.</exception>
    public TQuery Is(params ReadOnlySpan<string> parts) => SearchWriter.Joined(_query, Name, null, parts, '$');

    /// <summary>Whether the element is absent: <c>:missing</c> (https://hl7.org/fhir/R4/search.html#modifiers).</summary>
    /// <param name="isMissing">True for resources without it, false for those with it.</param>
    public TQuery Missing(bool isMissing = true) => SearchWriter.Missing(_query, Name, isMissing);
}
