using System.Text;
using FhirTyped.R4;

namespace FhirTyped.BulkData;

/// <summary>One <c>_typeFilter</c>: the search that it is.</summary>
/// <param name="ResourceType">The resource type.</param>
/// <param name="Query">The query, percent-encoded, as a search would send it.</param>
internal sealed record TypeFilter(string ResourceType, string Query)
{
    /// <summary>
    /// The value of the parameter. Servers split it at commas before they decode the search in it (Epic does), so a comma of the search is percent-encoded: it is in there
    /// once, and once more when the value itself is.
    /// </summary>
    public string Value => ResourceType + "?" + Query.Replace(",", "%2C", StringComparison.Ordinal);
}

/// <summary>The parameters of a kick-off.</summary>
internal sealed record ExportParameters
{
    public IReadOnlyList<string> Types { get; init; } = [];

    public IReadOnlyList<TypeFilter> TypeFilters { get; init; } = [];

    public IReadOnlyList<string> Elements { get; init; } = [];

    public IReadOnlyList<string> AssociatedData { get; init; } = [];

    public IReadOnlyList<string> Patients { get; init; } = [];

    public string? Since { get; init; }

    public string? OutputFormat { get; init; }

    public string? OrganizeOutputBy { get; init; }

    /// <summary>The query of a kick-off by GET. A list is one parameter with commas: Oracle Health takes no parameter twice. Filters cannot be joined so by all, and are repeated.</summary>
    public string ToQuery()
    {
        var query = new StringBuilder();
        Add(query, "_outputFormat", OutputFormat);
        Add(query, "_since", Since);
        Add(query, "organizeOutputBy", OrganizeOutputBy);
        AddList(query, "_type", Types);
        AddList(query, "_elements", Elements);
        AddList(query, "includeAssociatedData", AssociatedData);
        foreach (var filter in TypeFilters)
        {
            Add(query, "_typeFilter", filter.Value);
        }

        return query.ToString();
    }

    /// <summary>The body of a kick-off by POST.</summary>
    public Parameters ToParameters()
    {
        var parameters = new Parameters();
        parameters.AddText("_outputFormat", OutputFormat);
        parameters.AddText("_since", Since, static text => new InstantElement(FhirInstant.Parse(text)));
        parameters.AddText("organizeOutputBy", OrganizeOutputBy);
        parameters.AddText("_type", Types.Count > 0 ? string.Join(',', Types) : null);
        parameters.AddText("_elements", Elements.Count > 0 ? string.Join(',', Elements) : null);
        foreach (var code in AssociatedData)
        {
            parameters.Add("includeAssociatedData", new CodeElement(code));
        }

        foreach (var id in Patients)
        {
            parameters.Add("patient", new ResourceReference { Reference = "Patient/" + id });
        }

        foreach (var filter in TypeFilters)
        {
            parameters.AddText("_typeFilter", filter.Value);
        }

        return parameters;
    }

    private static void Add(StringBuilder query, string name, string? value)
    {
        if (value is not null)
        {
            query.Append(query.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    // Names of types, elements and codes need no encoding, and some servers do not see a comma that is encoded.
    private static void AddList(StringBuilder query, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            query.Append(query.Length > 0 ? "&" : "").Append(name).Append('=').AppendJoin(',', values);
        }
    }
}
