namespace FhirTyped;

/// <summary>A string parameter (https://hl7.org/fhir/R4/search.html#string).</summary>
/// <remarks>A handle on a query: it holds no value, and is only valid while the search is being built.</remarks>
/// <typeparam name="TQuery">The query type.</typeparam>
public readonly struct StringParameter<TQuery> : ISearchParameter
    where TQuery : FhirQuery
{
    private readonly TQuery _query;

    /// <summary>Makes the handle. Generated code calls it.</summary>
    public StringParameter(TQuery query, string name)
    {
        _query = query;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The element begins with the text; case and accents do not matter.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">The value is null, empty, or cannot be sent.</exception>
    public TQuery StartsWith(string value) => SearchWriter.Text(_query, Name, null, value);

    /// <summary>The element begins with one of the texts.</summary>
    /// <param name="values">The texts.</param>
    /// <exception cref="ArgumentException">There are none, or one is null, empty, or cannot be sent.</exception>
    public TQuery AnyOf(params ReadOnlySpan<string> values) => SearchWriter.AnyText(_query, Name, null, values);

    /// <summary>The element is the text, with its case and accents: <c>:exact</c>.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">The value is null, empty, or cannot be sent.</exception>
    public TQuery Exactly(string value) => SearchWriter.Text(_query, Name, "exact", value);

    /// <summary>The element holds the text anywhere: <c>:contains</c>.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">The value is null, empty, or cannot be sent.</exception>
    public TQuery Contains(string value) => SearchWriter.Text(_query, Name, "contains", value);

    /// <summary>Whether the element is absent: <c>:missing</c> (https://hl7.org/fhir/R4/search.html#modifiers).</summary>
    /// <param name="isMissing">True for resources without it, false for those with it.</param>
    public TQuery Missing(bool isMissing = true) => SearchWriter.Missing(_query, Name, isMissing);
}
