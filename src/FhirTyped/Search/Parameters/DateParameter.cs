using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>A date parameter (https://hl7.org/fhir/R4/search.html#date).</summary>
/// <remarks>A handle on a query: it holds no value, and is only valid while the search is being built.</remarks>
/// <typeparam name="TQuery">The query type.</typeparam>
public readonly struct DateParameter<TQuery> : ISearchParameter
    where TQuery : FhirQuery
{
    private readonly TQuery _query;

    /// <summary>Makes the handle. Generated code calls it.</summary>
    public DateParameter(TQuery query, string name)
    {
        _query = query;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Within the day, month, year or moment that is given.</summary>
    /// <param name="value">The day or time, in any precision.</param>
    public TQuery On(DateSearchValue value) => SearchWriter.Date(_query, Name, SearchPrefix.Equal, value);

    /// <summary>Within the day, month, year or moment that is given.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, from 1.</param>
    /// <param name="day">The day, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public TQuery On(int year, int month, int day) => SearchWriter.Date(_query, Name, SearchPrefix.Equal, year, month, day);

    /// <summary>Not within it: <c>ne</c>.</summary>
    /// <param name="value">The day or time, in any precision.</param>
    public TQuery Not(DateSearchValue value) => SearchWriter.Date(_query, Name, SearchPrefix.NotEqual, value);

    /// <summary>Not within it: <c>ne</c>.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, from 1.</param>
    /// <param name="day">The day, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public TQuery Not(int year, int month, int day) => SearchWriter.Date(_query, Name, SearchPrefix.NotEqual, year, month, day);

    /// <summary>Reaches beyond its end: <c>gt</c>.</summary>
    /// <param name="value">The day or time, in any precision.</param>
    public TQuery After(DateSearchValue value) => SearchWriter.Date(_query, Name, SearchPrefix.GreaterThan, value);

    /// <summary>Reaches beyond its end: <c>gt</c>.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, from 1.</param>
    /// <param name="day">The day, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public TQuery After(int year, int month, int day) => SearchWriter.Date(_query, Name, SearchPrefix.GreaterThan, year, month, day);

    /// <summary>Within it or beyond: <c>ge</c>.</summary>
    /// <param name="value">The day or time, in any precision.</param>
    public TQuery OnOrAfter(DateSearchValue value) => SearchWriter.Date(_query, Name, SearchPrefix.GreaterOrEqual, value);

    /// <summary>Within it or beyond: <c>ge</c>.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, from 1.</param>
    /// <param name="day">The day, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public TQuery OnOrAfter(int year, int month, int day) => SearchWriter.Date(_query, Name, SearchPrefix.GreaterOrEqual, year, month, day);

    /// <summary>Begins before it: <c>lt</c>.</summary>
    /// <param name="value">The day or time, in any precision.</param>
    public TQuery Before(DateSearchValue value) => SearchWriter.Date(_query, Name, SearchPrefix.LessThan, value);

    /// <summary>Begins before it: <c>lt</c>.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, from 1.</param>
    /// <param name="day">The day, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public TQuery Before(int year, int month, int day) => SearchWriter.Date(_query, Name, SearchPrefix.LessThan, year, month, day);

    /// <summary>Within it or before: <c>le</c>.</summary>
    /// <param name="value">The day or time, in any precision.</param>
    public TQuery OnOrBefore(DateSearchValue value) => SearchWriter.Date(_query, Name, SearchPrefix.LessOrEqual, value);

    /// <summary>Within it or before: <c>le</c>.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, from 1.</param>
    /// <param name="day">The day, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public TQuery OnOrBefore(int year, int month, int day) => SearchWriter.Date(_query, Name, SearchPrefix.LessOrEqual, year, month, day);

    /// <summary>Begins after its end: <c>sa</c>.</summary>
    /// <param name="value">The day or time, in any precision.</param>
    public TQuery StartsAfter(DateSearchValue value) => SearchWriter.Date(_query, Name, SearchPrefix.StartsAfter, value);

    /// <summary>Begins after its end: <c>sa</c>.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, from 1.</param>
    /// <param name="day">The day, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public TQuery StartsAfter(int year, int month, int day) => SearchWriter.Date(_query, Name, SearchPrefix.StartsAfter, year, month, day);

    /// <summary>Ends before it begins: <c>eb</c>.</summary>
    /// <param name="value">The day or time, in any precision.</param>
    public TQuery EndsBefore(DateSearchValue value) => SearchWriter.Date(_query, Name, SearchPrefix.EndsBefore, value);

    /// <summary>Ends before it begins: <c>eb</c>.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, from 1.</param>
    /// <param name="day">The day, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public TQuery EndsBefore(int year, int month, int day) => SearchWriter.Date(_query, Name, SearchPrefix.EndsBefore, year, month, day);

    /// <summary>About then: <c>ap</c>.</summary>
    /// <param name="value">The day or time, in any precision.</param>
    public TQuery Approximately(DateSearchValue value) => SearchWriter.Date(_query, Name, SearchPrefix.Approximate, value);

    /// <summary>About then: <c>ap</c>.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, from 1.</param>
    /// <param name="day">The day, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public TQuery Approximately(int year, int month, int day) => SearchWriter.Date(_query, Name, SearchPrefix.Approximate, year, month, day);

    /// <summary>From one day or time to another, both included: <c>ge</c> and <c>le</c>.</summary>
    /// <param name="first">The first.</param>
    /// <param name="last">The last.</param>
    public TQuery Between(DateSearchValue first, DateSearchValue last)
    {
        SearchWriter.Date(_query, Name, SearchPrefix.GreaterOrEqual, first);
        return SearchWriter.Date(_query, Name, SearchPrefix.LessOrEqual, last);
    }

    /// <summary>Whether the element is absent: <c>:missing</c> (https://hl7.org/fhir/R4/search.html#modifiers).</summary>
    /// <param name="isMissing">True for resources without it, false for those with it.</param>
    public TQuery Missing(bool isMissing = true) => SearchWriter.Missing(_query, Name, isMissing);
}
