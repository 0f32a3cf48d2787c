namespace FhirTyped;

/// <summary>A URI parameter (https://hl7.org/fhir/R4/search.html#uri).</summary>
/// <remarks>A handle on a query: it holds no value, and is only valid while the search is being built.</remarks>
/// <typeparam name="TQuery">The query type.</typeparam>
public readonly struct UriParameter<TQuery> : ISearchParameter
    where TQuery : FhirQuery
{
    private readonly TQuery _query;

    /// <summary>Makes the handle. Generated code calls it.</summary>
    public UriParameter(TQuery query, string name)
    {
        _query = query;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The element is the URI, exactly.</summary>
    /// <param name="value">The URI.</param>
    /// <exception cref="ArgumentException">The value is null, empty, or cannot be sent.</exception>
    public TQuery Is(string value) => SearchWriter.Text(_query, Name, null, value);

    /// <summary>The element is one of the URIs.</summary>
    /// <param name="values">The URIs.</param>
    /// <exception cref="ArgumentException">There are none, or one is null, empty, or cannot be sent.</exception>
    public TQuery AnyOf(params ReadOnlySpan<string> values) => SearchWriter.AnyText(_query, Name, null, values);

    /// <summary>The element is the URI or one below it: <c>:below</c>.</summary>
    /// <param name="value">The URI.</param>
    /// <exception cref="ArgumentException">The value is null, empty, or cannot be sent.</exception>
    public TQuery Below(string value) => SearchWriter.Text(_query, Name, "below", value);

    /// <summary>The element is the URI or one above it: <c>:above</c>.</summary>
    /// <param name="value">The URI.</param>
    /// <exception cref="ArgumentException">The value is null, empty, or cannot be sent.</exception>
    public TQuery Above(string value) => SearchWriter.Text(_query, Name, "above", value);

    /// <summary>Whether the element is absent: <c>:missing</c> (https://hl7.org/fhir/R4/search.html#modifiers).</summary>
    /// <param name="isMissing">True for resources without it, false for those with it.</param>
    public TQuery Missing(bool isMissing = true) => SearchWriter.Missing(_query, Name, isMissing);
}
