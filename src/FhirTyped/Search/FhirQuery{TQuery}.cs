namespace FhirTyped;

/// <summary>
/// The base of the generated query types. Their properties are the search parameters that the platform supports; what
/// stands here shapes the result (https://hl7.org/fhir/R4/search.html#return).
/// </summary>
/// <typeparam name="TQuery">The query type itself.</typeparam>
public abstract class FhirQuery<TQuery> : FhirQuery
    where TQuery : FhirQuery<TQuery>, IFhirQuery
{
    private TQuery Self => (TQuery)this;

    /// <summary>Says that a search without any filter is meant: it asks for everything that the server has.</summary>
    public TQuery All()
    {
        MeansAll = true;
        return Self;
    }

    /// <summary>How many resources a page should hold: <c>_count</c>. Servers may give fewer.</summary>
    /// <param name="resources">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public TQuery Count(int resources)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resources, 1);
        Begin("_count").AppendFormatted(resources);
        return Self;
    }

    /// <summary>Sorts ascending by a parameter: <c>_sort</c>. Call it again for a second key.</summary>
    /// <param name="parameter">Picks the parameter: <c>q => q.Date</c>.</param>
    public TQuery Sort<TParameter>(Func<TQuery, TParameter> parameter)
        where TParameter : struct, ISearchParameter => AddSort("", parameter);

    /// <summary>Sorts descending by a parameter: <c>_sort=-…</c></summary>
    /// <param name="parameter">Picks the parameter: <c>q => q.Date</c>.</param>
    public TQuery SortDescending<TParameter>(Func<TQuery, TParameter> parameter)
        where TParameter : struct, ISearchParameter => AddSort("-", parameter);

    /// <summary>Brings the resources that a reference parameter leads to along: <c>_include</c> (https://hl7.org/fhir/R4/search.html#include).</summary>
    /// <param name="parameter">Picks the reference parameter: <c>q => q.Subject</c>.</param>
    public TQuery Include(Func<TQuery, ReferenceParameter<TQuery>> parameter) => AddInclude("_include", TQuery.ResourceType, parameter(Self).Name);

    /// <summary>Brings the resources that refer to the matches along: <c>_revinclude</c> (https://hl7.org/fhir/R4/search.html#revinclude).</summary>
    /// <typeparam name="TOther">The query type of the resources that refer, for example <c>Epic.ProvenanceQuery</c>.</typeparam>
    /// <param name="parameter">Picks their reference parameter: <c>(Epic.ProvenanceQuery p) => p.Target</c>.</param>
    public TQuery RevInclude<TOther>(Func<TOther, ReferenceParameter<TOther>> parameter)
        where TOther : FhirQuery<TOther>, IFhirQuery, new() =>
        AddInclude("_revinclude", TOther.ResourceType, parameter(QueryPool<TOther>.Selector).Name);

    /// <summary>Asks for a summary: <c>_summary</c> (https://hl7.org/fhir/R4/search.html#summary).</summary>
    /// <param name="mode">Which.</param>
    public TQuery Summary(SummaryMode mode)
    {
        Begin("_summary").AppendRaw(mode switch
        {
            SummaryMode.Text => "text",
            SummaryMode.Data => "data",
            SummaryMode.Count => "count",
            SummaryMode.False => "false",
            _ => "true",
        });
        return Self;
    }

    /// <summary>Asks how exactly the total is wanted: <c>_total</c> (https://hl7.org/fhir/R4/search.html#total).</summary>
    /// <param name="mode">How exactly.</param>
    public TQuery Total(TotalMode mode)
    {
        Begin("_total").AppendRaw(mode switch { TotalMode.None => "none", TotalMode.Estimate => "estimate", _ => "accurate" });
        return Self;
    }

    /// <summary>
    /// Asks for some elements only: <c>_elements</c> (https://hl7.org/fhir/R4/search.html#elements). The results are marked
    /// SUBSETTED and must not be written back.
    /// </summary>
    /// <param name="elements">The elements by their FHIR names, for example <c>status</c>.</param>
    /// <exception cref="ArgumentException">There are none, or one is empty.</exception>
    public TQuery Elements(params ReadOnlySpan<string> elements)
    {
        if (elements.IsEmpty)
        {
            throw SearchUrlBuilder.EmptyValue("_elements");
        }

        var url = Begin("_elements");
        for (var i = 0; i < elements.Length; i++)
        {
            if (i > 0)
            {
                url.Append(',');
            }

            url.AppendValue(elements[i], "_elements");
        }

        return Self;
    }

    /// <summary>Adds a parameter by its name in the URL, for those that no property stands for. The judge still decides about it.</summary>
    /// <param name="name">The name, with its modifier or chain: <c>subject:Patient.name</c>.</param>
    /// <param name="value">The value, unescaped.</param>
    /// <exception cref="ArgumentException">The name or the value is empty or cannot be sent.</exception>
    public TQuery Where(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or ':'))
            {
                throw new ArgumentException($"'{name}' is not a name of a search parameter.", nameof(name));
            }
        }

        Begin(name).AppendValue(value, name);
        return Self;
    }

    private TQuery AddSort<TParameter>(string direction, Func<TQuery, TParameter> parameter)
        where TParameter : struct, ISearchParameter
    {
        AddSortKey(direction + parameter(Self).Name);
        return Self;
    }

    private TQuery AddInclude(string name, string resourceType, string parameter)
    {
        var url = Begin(name);
        url.AppendRaw(resourceType);
        url.Append(':');
        url.AppendRaw(parameter);
        return Self;
    }
}
