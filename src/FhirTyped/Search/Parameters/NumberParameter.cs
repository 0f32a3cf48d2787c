using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>A number parameter (https://hl7.org/fhir/R4/search.html#number). Decimals keep their scale, which says how precise they are.</summary>
/// <remarks>A handle on a query: it holds no value, and is only valid while the search is being built.</remarks>
/// <typeparam name="TQuery">The query type.</typeparam>
public readonly struct NumberParameter<TQuery> : ISearchParameter
    where TQuery : FhirQuery
{
    private readonly TQuery _query;

    /// <summary>Makes the handle. Generated code calls it.</summary>
    public NumberParameter(TQuery query, string name)
    {
        _query = query;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Equal, in the precision that is given: <c>100</c> also finds 99.6.</summary>
    /// <param name="value">The number.</param>
    public TQuery Is(decimal value) => SearchWriter.Number(_query, Name, SearchPrefix.Equal, value);

    /// <summary>Not equal: <c>ne</c>.</summary>
    /// <param name="value">The number.</param>
    public TQuery Not(decimal value) => SearchWriter.Number(_query, Name, SearchPrefix.NotEqual, value);

    /// <summary>Greater: <c>gt</c>.</summary>
    /// <param name="value">The number.</param>
    public TQuery GreaterThan(decimal value) => SearchWriter.Number(_query, Name, SearchPrefix.GreaterThan, value);

    /// <summary>Greater or equal: <c>ge</c>.</summary>
    /// <param name="value">The number.</param>
    public TQuery AtLeast(decimal value) => SearchWriter.Number(_query, Name, SearchPrefix.GreaterOrEqual, value);

    /// <summary>Less: <c>lt</c>.</summary>
    /// <param name="value">The number.</param>
    public TQuery LessThan(decimal value) => SearchWriter.Number(_query, Name, SearchPrefix.LessThan, value);

    /// <summary>Less or equal: <c>le</c>.</summary>
    /// <param name="value">The number.</param>
    public TQuery AtMost(decimal value) => SearchWriter.Number(_query, Name, SearchPrefix.LessOrEqual, value);

    /// <summary>About equal, within 10 %: <c>ap</c>.</summary>
    /// <param name="value">The number.</param>
    public TQuery Approximately(decimal value) => SearchWriter.Number(_query, Name, SearchPrefix.Approximate, value);

    /// <summary>From one number to another, both included: <c>ge</c> and <c>le</c>.</summary>
    /// <param name="minimum">The least.</param>
    /// <param name="maximum">The most.</param>
    public TQuery Between(decimal minimum, decimal maximum)
    {
        SearchWriter.Number(_query, Name, SearchPrefix.GreaterOrEqual, minimum);
        return SearchWriter.Number(_query, Name, SearchPrefix.LessOrEqual, maximum);
    }

    /// <summary>Whether the element is absent: <c>:missing</c> (https://hl7.org/fhir/R4/search.html#modifiers).</summary>
    /// <param name="isMissing">True for resources without it, false for those with it.</param>
    public TQuery Missing(bool isMissing = true) => SearchWriter.Missing(_query, Name, isMissing);
}
