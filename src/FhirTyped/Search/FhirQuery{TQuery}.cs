using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>
/// The base of the generated query types. Their properties are the search parameters that the platform supports; what
/// stands here shapes the result (https://hl7.org/fhir/R4/search.html#return), which the query of a chain or of <c>_has</c> cannot.
/// </summary>
/// <remarks>
/// A function that picks a parameter names it and nothing more: what it adds throws <see cref="InvalidOperationException"/>.
/// </remarks>
/// <typeparam name="TQuery">The query type itself.</typeparam>
public abstract class FhirQuery<TQuery> : FhirQuery
    where TQuery : FhirQuery<TQuery>, IFhirQuery
{
    private TQuery Self => (TQuery)this;

    /// <summary>Says that a search without any filter is meant: it asks for everything that the server has.</summary>
    /// <exception cref="InvalidOperationException">The query is that of a chain or of <c>_has</c>.</exception>
    public TQuery All()
    {
        Build.MeanAll();
        return Self;
    }

    /// <summary>How many resources a page should hold: <c>_count</c>. Servers may give fewer.</summary>
    /// <param name="resources">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    /// <exception cref="InvalidOperationException">The query is that of a chain or of <c>_has</c>.</exception>
    public TQuery Count(int resources)
    {
        var url = Build.Begin("_count", null);
        ArgumentOutOfRangeException.ThrowIfLessThan(resources, 1);
        url.AppendFormatted(resources);
        return Ended();
    }

    /// <summary>Sorts ascending by a parameter: <c>_sort</c>. Call it again for a second key.</summary>
    /// <param name="parameter">Picks the parameter: <c>q => q.Date</c>.</param>
    /// <exception cref="InvalidOperationException">The query is that of a chain or of <c>_has</c>.</exception>
    public TQuery Sort<TParameter>(Func<TQuery, TParameter> parameter)
        where TParameter : struct, ISearchParameter => AddSort("", parameter);

    /// <summary>Sorts descending by a parameter: <c>_sort=-…</c></summary>
    /// <param name="parameter">Picks the parameter: <c>q => q.Date</c>.</param>
    /// <exception cref="InvalidOperationException">The query is that of a chain or of <c>_has</c>.</exception>
    public TQuery SortDescending<TParameter>(Func<TQuery, TParameter> parameter)
        where TParameter : struct, ISearchParameter => AddSort("-", parameter);

    /// <summary>Brings the resources that a reference parameter leads to along: <c>_include</c> (https://hl7.org/fhir/R4/search.html#include).</summary>
    /// <typeparam name="TTargets">What the parameter is good for; the platform does not rule the include out.</typeparam>
    /// <param name="parameter">Picks the reference parameter: <c>q => q.Subject</c>.</param>
    /// <param name="target">Only resources of this type, for example <c>Patient</c>; null for any.</param>
    /// <param name="iterate">Whether it also holds for what came along by other includes: <c>:iterate</c>.</param>
    /// <exception cref="ArgumentException">The target is not a resource type of FHIR R4.</exception>
    /// <exception cref="InvalidOperationException">The query is that of a chain or of <c>_has</c>.</exception>
    public TQuery Include<TTargets>(Func<TQuery, ReferenceParameter<TQuery, TTargets>> parameter, string? target = null, bool iterate = false)
        where TTargets : struct, IReferenceTargets, IIncludable =>
        AddInclude("_include", Self, parameter, target, iterate);

    /// <summary>
    /// Brings what other resources refer to along, once they came along themselves: <c>_include:iterate</c>, for example the
    /// organizations of included practitioner roles.
    /// </summary>
    /// <typeparam name="TOther">The query type of the resources that refer.</typeparam>
    /// <param name="parameter">Picks their reference parameter: <c>(Hapi.PractitionerRoleQuery r) => r.Organization</c>.</param>
    /// <param name="target">Only resources of this type; null for any.</param>
    /// <exception cref="ArgumentException">The target is not a resource type of FHIR R4.</exception>
    /// <exception cref="InvalidOperationException">The query is that of a chain or of <c>_has</c>.</exception>
    public TQuery IncludeIterate<TOther>(Func<TOther, ReferenceParameter<TOther>> parameter, string? target = null)
        where TOther : FhirQuery<TOther>, IFhirQuery, new() =>
        AddInclude("_include", PickedQuery<TOther>.Instance, parameter, target, iterate: true);

    /// <summary>Brings the resources that refer to the matches along: <c>_revinclude</c> (https://hl7.org/fhir/R4/search.html#revinclude).</summary>
    /// <typeparam name="TOther">The query type of the resources that refer, for example <c>Hapi.ProvenanceQuery</c>.</typeparam>
    /// <typeparam name="TTargets">What the parameter is good for; the platform does not rule the include out.</typeparam>
    /// <param name="parameter">Picks their reference parameter: <c>(Hapi.ProvenanceQuery p) => p.Target</c>.</param>
    /// <param name="iterate">Whether it also holds for what came along by other includes: <c>:iterate</c>.</param>
    /// <exception cref="InvalidOperationException">The query is that of a chain or of <c>_has</c>.</exception>
    public TQuery RevInclude<TOther, TTargets>(Func<TOther, ReferenceParameter<TOther, TTargets>> parameter, bool iterate = false)
        where TOther : FhirQuery<TOther>, IFhirQuery, new()
        where TTargets : struct, IReferenceTargets, IRevIncludable<TQuery> =>
        AddInclude("_revinclude", PickedQuery<TOther>.Instance, parameter, null, iterate);

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
        var build = Build;
        build.Open("_has");
        build.Nest($"{build.Prefix}_has:{TOther.ResourceType}:{build.NameOf(PickedQuery<TOther>.Instance, parameter)}:", criterion);
        return Self;
    }

    /// <summary>Asks for a summary: <c>_summary</c> (https://hl7.org/fhir/R4/search.html#summary).</summary>
    /// <param name="mode">Which.</param>
    /// <exception cref="InvalidOperationException">The query is that of a chain or of <c>_has</c>.</exception>
    public TQuery Summary(SummaryMode mode)
    {
        Build.Begin("_summary", null).AppendRaw(mode switch
        {
            SummaryMode.Text => "text",
            SummaryMode.Data => "data",
            SummaryMode.Count => "count",
            SummaryMode.False => "false",
            _ => "true",
        });
        return Ended();
    }

    /// <summary>Asks how exactly the total is wanted: <c>_total</c> (https://hl7.org/fhir/R4/search.html#total).</summary>
    /// <param name="mode">How exactly.</param>
    /// <exception cref="InvalidOperationException">The query is that of a chain or of <c>_has</c>.</exception>
    public TQuery Total(TotalMode mode)
    {
        Build.Begin("_total", null).AppendRaw(mode switch { TotalMode.None => "none", TotalMode.Estimate => "estimate", _ => "accurate" });
        return Ended();
    }

    /// <summary>
    /// Asks for some elements only: <c>_elements</c> (https://hl7.org/fhir/R4/search.html#elements). The results are marked
    /// SUBSETTED and must not be written back.
    /// </summary>
    /// <param name="elements">The elements by their FHIR names, for example <c>status</c>.</param>
    /// <exception cref="ArgumentException">There are none, or one is empty.</exception>
    /// <exception cref="InvalidOperationException">The query is that of a chain or of <c>_has</c>.</exception>
    public TQuery Elements(params ReadOnlySpan<string> elements) => SearchWriter.AnyText(Self, "_elements", null, elements);

    /// <summary>Adds a parameter by its name in the URL, for those that no property stands for. The judge still decides about it.</summary>
    /// <param name="name">The name, with its modifier or chain: <c>subject:Patient.name</c>.</param>
    /// <param name="value">The value, unescaped.</param>
    /// <exception cref="ArgumentException">
    /// The name or the value is empty or cannot be sent, or the name ends a chain and shapes the whole search, as <c>_sort</c> does.
    /// </exception>
    public TQuery Where(string name, string value)
    {
        var build = Build;
        build.Open(nameof(Where));
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (SearchNames.FindProblem(build.Prefix + name) is { } problem)
        {
            throw new ArgumentException($"The name of a criterion cannot be sent: {problem}.", nameof(name));
        }

        build.End();
        return SearchWriter.Text(Self, name, null, value);
    }

    /// <summary>Adds the criteria of a chain.</summary>
    internal TQuery AddChain<TTarget>(string name, bool namesTarget, Action<TTarget> criterion)
        where TTarget : FhirQuery<TTarget>, IFhirQuery, new()
    {
        var build = Build;
        build.Open(name);
        build.Nest(namesTarget ? $"{build.Prefix}{name}:{TTarget.ResourceType}." : $"{build.Prefix}{name}.", criterion);
        return Self;
    }

    private TQuery Ended()
    {
        End();
        return Self;
    }

    private TQuery AddSort<TParameter>(string direction, Func<TQuery, TParameter> parameter)
        where TParameter : struct, ISearchParameter
    {
        var build = Build;
        build.OpenOfWhole("_sort");
        build.AddSortKey(direction + build.NameOf(Self, parameter));
        return Self;
    }

    private TQuery AddInclude<TOther, TParameter>(string name, TOther other, Func<TOther, TParameter> parameter, string? target, bool iterate)
        where TOther : FhirQuery, IFhirQuery
        where TParameter : struct, ISearchParameter
    {
        var build = Build;
        build.OpenOfWhole(name);
        var picked = build.NameOf(other, parameter);
        if (target is not null && !R4Definitions.IsResourceType(target))
        {
            throw new ArgumentException("The target is not a resource type of FHIR R4.", nameof(target));
        }

        build.End();
        var url = build.Begin(name, iterate ? "iterate" : null);
        url.AppendRaw(TOther.ResourceType);
        url.Append(':');
        url.AppendRaw(picked);
        if (target is not null)
        {
            url.Append(':');
            url.AppendRaw(target);
        }

        return Ended();
    }
}
