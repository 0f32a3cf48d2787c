using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>A quantity parameter (https://hl7.org/fhir/R4/search.html#quantity).</summary>
/// <remarks>A handle on a query: it holds no value, and is only valid while the search is being built.</remarks>
/// <typeparam name="TQuery">The query type.</typeparam>
public readonly struct QuantityParameter<TQuery> : ISearchParameter
    where TQuery : FhirQuery
{
    private readonly TQuery _query;

    /// <summary>Makes the handle. Generated code calls it.</summary>
    public QuantityParameter(TQuery query, string name)
    {
        _query = query;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Equal, in the precision that is given.</summary>
    /// <param name="value">The number, alone or with a unit.</param>
    public TQuery Is(QuantitySearchValue value) => SearchWriter.Quantity(_query, Name, SearchPrefix.Equal, value);

    /// <summary>Equal, in the precision that is given.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The UCUM code of the unit, for example <c>mg/dL</c>.</param>
    /// <exception cref="ArgumentException">The unit is null, empty, or cannot be sent.</exception>
    public TQuery Is(decimal value, string unit) => SearchWriter.Quantity(_query, Name, SearchPrefix.Equal, value, unit);

    /// <summary>Not equal: <c>ne</c>.</summary>
    /// <param name="value">The number, alone or with a unit.</param>
    public TQuery Not(QuantitySearchValue value) => SearchWriter.Quantity(_query, Name, SearchPrefix.NotEqual, value);

    /// <summary>Not equal: <c>ne</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The UCUM code of the unit, for example <c>mg/dL</c>.</param>
    /// <exception cref="ArgumentException">The unit is null, empty, or cannot be sent.</exception>
    public TQuery Not(decimal value, string unit) => SearchWriter.Quantity(_query, Name, SearchPrefix.NotEqual, value, unit);

    /// <summary>Greater: <c>gt</c>.</summary>
    /// <param name="value">The number, alone or with a unit.</param>
    public TQuery GreaterThan(QuantitySearchValue value) => SearchWriter.Quantity(_query, Name, SearchPrefix.GreaterThan, value);

    /// <summary>Greater: <c>gt</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The UCUM code of the unit, for example <c>mg/dL</c>.</param>
    /// <exception cref="ArgumentException">The unit is null, empty, or cannot be sent.</exception>
    public TQuery GreaterThan(decimal value, string unit) => SearchWriter.Quantity(_query, Name, SearchPrefix.GreaterThan, value, unit);

    /// <summary>Greater or equal: <c>ge</c>.</summary>
    /// <param name="value">The number, alone or with a unit.</param>
    public TQuery AtLeast(QuantitySearchValue value) => SearchWriter.Quantity(_query, Name, SearchPrefix.GreaterOrEqual, value);

    /// <summary>Greater or equal: <c>ge</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The UCUM code of the unit, for example <c>mg/dL</c>.</param>
    /// <exception cref="ArgumentException">The unit is null, empty, or cannot be sent.</exception>
    public TQuery AtLeast(decimal value, string unit) => SearchWriter.Quantity(_query, Name, SearchPrefix.GreaterOrEqual, value, unit);

    /// <summary>Less: <c>lt</c>.</summary>
    /// <param name="value">The number, alone or with a unit.</param>
    public TQuery LessThan(QuantitySearchValue value) => SearchWriter.Quantity(_query, Name, SearchPrefix.LessThan, value);

    /// <summary>Less: <c>lt</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The UCUM code of the unit, for example <c>mg/dL</c>.</param>
    /// <exception cref="ArgumentException">The unit is null, empty, or cannot be sent.</exception>
    public TQuery LessThan(decimal value, string unit) => SearchWriter.Quantity(_query, Name, SearchPrefix.LessThan, value, unit);

    /// <summary>Less or equal: <c>le</c>.</summary>
    /// <param name="value">The number, alone or with a unit.</param>
    public TQuery AtMost(QuantitySearchValue value) => SearchWriter.Quantity(_query, Name, SearchPrefix.LessOrEqual, value);

    /// <summary>Less or equal: <c>le</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The UCUM code of the unit, for example <c>mg/dL</c>.</param>
    /// <exception cref="ArgumentException">The unit is null, empty, or cannot be sent.</exception>
    public TQuery AtMost(decimal value, string unit) => SearchWriter.Quantity(_query, Name, SearchPrefix.LessOrEqual, value, unit);

    /// <summary>About equal, within 10 %: <c>ap</c>.</summary>
    /// <param name="value">The number, alone or with a unit.</param>
    public TQuery Approximately(QuantitySearchValue value) => SearchWriter.Quantity(_query, Name, SearchPrefix.Approximate, value);

    /// <summary>About equal, within 10 %: <c>ap</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The UCUM code of the unit, for example <c>mg/dL</c>.</param>
    /// <exception cref="ArgumentException">The unit is null, empty, or cannot be sent.</exception>
    public TQuery Approximately(decimal value, string unit) => SearchWriter.Quantity(_query, Name, SearchPrefix.Approximate, value, unit);

    /// <summary>From one quantity to another, both included: <c>ge</c> and <c>le</c>.</summary>
    /// <param name="minimum">The least.</param>
    /// <param name="maximum">The most.</param>
    public TQuery Between(QuantitySearchValue minimum, QuantitySearchValue maximum)
    {
        SearchWriter.Quantity(_query, Name, SearchPrefix.GreaterOrEqual, minimum);
        return SearchWriter.Quantity(_query, Name, SearchPrefix.LessOrEqual, maximum);
    }

    /// <summary>Whether the element is absent: <c>:missing</c> (https://hl7.org/fhir/R4/search.html#modifiers).</summary>
    /// <param name="isMissing">True for resources without it, false for those with it.</param>
    public TQuery Missing(bool isMissing = true) => SearchWriter.Missing(_query, Name, isMissing);
}
