using FhirTyped.Capabilities;

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
    /// <typeparam name="TTargets">What the parameter is good for; the platform does not rule the include out.</typeparam>
    /// <param name="parameter">Picks the reference parameter: <c>q => q.Subject</c>.</param>
    /// <param name="target">Only resources of this type, for example <c>Patient</c>; null for any.</param>
    /// <param name="iterate">Whether it also holds for what came along by other includes: <c>:iterate</c>.</param>
    /// <exception cref="ArgumentException">The target is not a resource type of FHIR R4.</exception>
    public TQuery Include<TTargets>(Func<TQuery, ReferenceParameter<TQuery, TTargets>> parameter, string? target = null, bool iterate = false)
        where TTargets : struct, IReferenceTargets, IIncludable =>
        AddInclude("_include", TQuery.ResourceType, parameter(Self).Name, target, iterate);

    /// <summary>
    /// Brings what other resources refer to along, once they came along themselves: <c>_include:iterate</c>, for example the
    /// organizations of included practitioner roles.
    /// </summary>
    /// <typeparam name="TOther">The query type of the resources that refer.</typeparam>
    /// <param name="parameter">Picks their reference parameter: <c>(Hapi.PractitionerRoleQuery r) => r.Organization</c>.</param>
    /// <param name="target">Only resources of this type; null for any.</param>
    /// <exception cref="ArgumentException">The target is not a resource type of FHIR R4.</exception>
    public TQuery IncludeIterate<TOther>(Func<TOther, ReferenceParameter<TOther>> parameter, string? target = null)
        where TOther : FhirQuery<TOther>, IFhirQuery, new() =>
        AddInclude("_include", TOther.ResourceType, parameter(QueryPool<TOther>.Selector).Name, target, iterate: true);

    /// <summary>Brings the resources that refer to the matches along: <c>_revinclude</c> (https://hl7.org/fhir/R4/search.html#revinclude).</summary>
    /// <typeparam name="TOther">The query type of the resources that refer, for example <c>Hapi.ProvenanceQuery</c>.</typeparam>
    /// <typeparam name="TTargets">What the parameter is good for; the platform does not rule the include out.</typeparam>
    /// <param name="parameter">Picks their reference parameter: <c>(Hapi.ProvenanceQuery p) => p.Target</c>.</param>
    /// <param name="iterate">Whether it also holds for what came along by other includes: <c>:iterate</c>.</param>
    public TQuery RevInclude<TOther, TTargets>(Func<TOther, ReferenceParameter<TOther, TTargets>> parameter, bool iterate = false)
        where TOther : FhirQuery<TOther>, IFhirQuery, new()
        where TTargets : struct, IReferenceTargets, IRevIncludable<TQuery> =>
        AddInclude("_revinclude", TOther.ResourceType, parameter(QueryPool<TOther>.Selector).Name, null, iterate);

    /// <summary>
    /// Has a resource that refers to it and meets a criterion: <c>_has</c> (https://hl7.org/fhir/R4/search.html#has). Can be nested.
    /// </summary>
    /// <typeparam name="TOther">The query type of the resources that refer, for example <c>Hapi.ObservationQuery</c>.</typeparam>
    /// <param name="parameter">Picks their reference parameter: <c>(Hapi.ObservationQuery o) => o.Patient</c>.</param>
    /// <param name="criterion">Adds the criterion: <c>o => o.Code.Is("http://loinc.org", "718-7")</c>.</param>
    /// <exception cref="ArgumentException">No criterion was added, or a value cannot be sent.</exception>
    public TQuery Has<TOther>(Func<TOther, ReferenceParameter<TOther>> parameter, Action<TOther> criterion)
        where TOther : FhirQuery<TOther>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(criterion);
        var prefix = $"{ChainPrefix}_has:{TOther.ResourceType}:{parameter(QueryPool<TOther>.Selector).Name}:";
        return AddNested(prefix, criterion);
    }

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

    /// <summary>Adds the criteria of another query behind a prefix: a chain or <c>_has</c>.</summary>
    internal TQuery AddNested<TOther>(string prefix, Action<TOther> build)
        where TOther : FhirQuery<TOther>, IFhirQuery, new()
    {
        var before = UrlBuilder.Criteria;
        var nested = new TOther();
        nested.Attach(UrlBuilder, prefix);
        build(nested);
        nested.Detach();
        return UrlBuilder.Criteria > before
            ? Self
            : throw new ArgumentException($"'{prefix}' has no criterion: the filter would disappear from the search.", nameof(build));
    }

    private TQuery AddInclude(string name, string resourceType, string parameter, string? target, bool iterate)
    {
        if (target is not null && !R4Definitions.IsResourceType(target))
        {
            throw new ArgumentException($"'{target}' is not a resource type of FHIR R4.", nameof(target));
        }

        var url = Begin(name, iterate ? "iterate" : null);
        url.AppendRaw(resourceType);
        url.Append(':');
        url.AppendRaw(parameter);
        if (target is not null)
        {
            url.Append(':');
            url.AppendRaw(target);
        }

        return Self;
    }
}
