using System.Globalization;
using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>The parameters of a kick-off: https://hl7.org/fhir/uv/bulkdata/STU2/export.html#query-parameters.</summary>
internal sealed class ExportInput
{
    private static readonly HashSet<string> Formats = new(StringComparer.OrdinalIgnoreCase) { "application/fhir+ndjson", "application/ndjson", "ndjson" };

    private ExportInput(Dictionary<string, List<string>> values)
    {
        Types = ListOf(values, "_type");
        Elements = ListOf(values, "_elements");
        AssociatedData = ListOf(values, "includeAssociatedData");
        Patients = values.GetValueOrDefault("patient")?.ConvertAll(static text => text["Patient/".Length..]) ?? [];
        Filters = [.. (values.GetValueOrDefault("_typeFilter") ?? []).SelectMany(Split).Select(FilterOf)];
        Since = MomentOf(values.GetValueOrDefault("_since"));
        if (values.GetValueOrDefault("_outputFormat") is [var format, ..] && !Formats.Contains(format))
        {
            throw Refuse("_outputFormat", "is none in which files are given: they are NDJSON.");
        }

        if (Types.FirstOrDefault(static type => !R4Definitions.IsResourceType(type)) is not null)
        {
            throw Refuse("_type", "names what is no resource type of FHIR R4.");
        }
    }

    public IReadOnlyList<string> Types { get; }

    public IReadOnlyList<SearchQuery> Filters { get; }

    public IReadOnlyList<string> Elements { get; }

    public IReadOnlyList<string> AssociatedData { get; }

    /// <summary>The ids of the only patients that are asked for; empty for all.</summary>
    public IReadOnlyList<string> Patients { get; }

    public DateTimeOffset? Since { get; }

    /// <summary>Reads the parameters of an address and of a body.</summary>
    /// <exception cref="RefusedException">One of them is none, or is not known.</exception>
    public static ExportInput Read(SandboxMessage message)
    {
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var pair in message.Query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            Add(values, Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        if (message.Method == "POST" && !message.Body.IsEmpty)
        {
            foreach (var parameter in (ResourceBody.Read(message) as Parameters ?? throw Refuse("Parameters", "is what the body has to be.")).Parameter)
            {
                Add(values, parameter.Name ?? "", parameter.Value switch
                {
                    ResourceReference reference => reference.Reference ?? "",
                    PrimitiveElement simple => simple.Text ?? "",
                    _ => "",
                });
            }
        }

        return new(values);
    }

    private static void Add(Dictionary<string, List<string>> values, string name, string value)
    {
        var isKnown = name is "_type" or "_typeFilter" or "_since" or "_elements" or "_outputFormat" or "includeAssociatedData" or "patient";
        if (!isKnown || value.Length == 0 || (name == "patient" && !value.StartsWith("Patient/", StringComparison.Ordinal)))
        {
            throw isKnown ? Refuse(name, "has no value of its kind.") : new RefusedException(HttpStatusCode.BadRequest, IssueType.NotSupported, "A parameter of the export is none that is known.");
        }

        if (!values.TryGetValue(name, out var list))
        {
            values.Add(name, list = []);
        }

        list.Add(value);
    }

    private static List<string> ListOf(Dictionary<string, List<string>> values, string name) =>
        [.. (values.GetValueOrDefault(name) ?? []).SelectMany(static text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    // Before a search is decoded: a comma of its own has a backslash before it, or is percent-encoded.
    private static IEnumerable<string> Split(string filters)
    {
        var start = 0;
        for (var i = 0; i < filters.Length; i++)
        {
            if (filters[i] == ',' && (i == 0 || filters[i - 1] != '\\'))
            {
                yield return filters[start..i];
                start = i + 1;
            }
        }

        yield return filters[start..];
    }

    private static SearchQuery FilterOf(string filter) =>
        filter.Replace("\\,", ",", StringComparison.Ordinal).Split('?', 2) is [var type, { Length: > 0 } query] && R4Definitions.IsResourceType(type)
            ? SearchQuery.Parse(type, query) with { IsOpen = true, NeedsFilter = true }
            : throw Refuse("_typeFilter", "is no resource type, question mark and query.");

    private static DateTimeOffset? MomentOf(List<string>? texts) => texts is not [var text, ..] ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment
        : throw Refuse("_since", "is not a moment.");

    private static RefusedException Refuse(string name, string problem) => new(HttpStatusCode.BadRequest, IssueType.Value, $"'{name}' {problem}");
}
