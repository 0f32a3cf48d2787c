using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.BulkData;

/// <summary>What to export: the parameters of the kick-off (https://hl7.org/fhir/uv/bulkdata/STU2/export.html#query-parameters).</summary>
/// <remarks>Not thread-safe, and only meant for the function that builds the export.</remarks>
public sealed class BulkExportBuilder
{
    private readonly BulkExportLevel _level;
    private readonly List<string> _types = [];
    private readonly List<TypeFilter> _filters = [];
    private readonly List<string> _elements = [];
    private readonly List<string> _associated = [];
    private readonly List<string> _patients = [];
    private DateTimeOffset? _since;
    private string? _outputFormat;
    private string? _organizeOutputBy;

    internal BulkExportBuilder(BulkExportLevel level) => _level = level;

    /// <summary>Only these resource types: <c>_type</c>, as one list with commas, which every server takes. Called again it adds to them.</summary>
    /// <param name="types">Resource types of FHIR R4.</param>
    /// <exception cref="ArgumentException">There is none, or one is no resource type.</exception>
    public BulkExportBuilder Types(params IReadOnlyList<string> types) => AddAll(_types, types, nameof(types), static type => R4Definitions.IsResourceType(type), "a resource type of FHIR R4");

    /// <summary>Only what was changed after a moment: <c>_since</c>. The next export goes on at <see cref="BulkManifest.TransactionTime"/> of this one.</summary>
    /// <param name="moment">The moment.</param>
    public BulkExportBuilder Since(DateTimeOffset moment)
    {
        _since = moment;
        return this;
    }

    /// <summary>Of one type only what a search would find: <c>_typeFilter</c>. Of several filters of one type any may hold. The judge looks at it as at that search.</summary>
    /// <typeparam name="TQuery">The platform's query type, for example <c>Epic.ObservationQuery</c>; it says which resource type is meant.</typeparam>
    /// <param name="build">Adds the criteria. It is called at once and must not keep the query.</param>
    /// <exception cref="ArgumentException">A value is null, empty or cannot be sent, or there is no criterion at all.</exception>
    /// <exception cref="InvalidOperationException">The function is async, or uses a query that is not its own.</exception>
    public BulkExportBuilder TypeFilter<TQuery>(Action<TQuery> build)
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(build);
        var query = QueryBuild.Run(build, out _);
        return query.Length == 0
            ? throw new ArgumentException("A filter without a criterion filters nothing: name the type in Types.", nameof(build))
            : Add(new(TQuery.ResourceType, query));
    }

    /// <summary>Of one type only what a search would find: <c>_typeFilter</c>, by the search's text.</summary>
    /// <param name="search">The resource type, a question mark and the query, percent-encoded: <c>Observation?category=laboratory</c>.</param>
    /// <exception cref="ArgumentException">It is no such text, or has no criterion.</exception>
    public BulkExportBuilder TypeFilter(string search)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(search);
        return search.Split('?', 2) is [var type, { Length: > 0 } query] && R4Definitions.IsResourceType(type)
            ? Add(new(type, SearchTextWriter.Rewrite(query)))
            : throw new ArgumentException("A filter is a resource type, a question mark and a query.", nameof(search));
    }

    /// <summary>Only these elements of each resource, beside those that it must have: <c>_elements</c>. Few servers take it.</summary>
    /// <param name="elements">Names of elements, <c>status</c>, or with a type before them, <c>Observation.status</c>.</param>
    /// <exception cref="ArgumentException">There is none, or one is no such name.</exception>
    public BulkExportBuilder Elements(params IReadOnlyList<string> elements) => AddAll(_elements, elements, nameof(elements), IsElement, "the name of an element");

    /// <summary>What to give beside the data: <c>includeAssociatedData</c>, for example <c>LatestProvenanceResources</c>, or a word of the server's own that begins with an underscore.</summary>
    /// <param name="codes">The codes.</param>
    /// <exception cref="ArgumentException">There is none, or one is no code.</exception>
    public BulkExportBuilder IncludeAssociatedData(params IReadOnlyList<string> codes) => AddAll(_associated, codes, nameof(codes), IsCode, "a code");

    /// <summary>Only these patients: <c>patient</c>. The kick-off goes by POST then, so that no id stands in an address.</summary>
    /// <param name="ids">The ids of the patients.</param>
    /// <exception cref="ArgumentException">There is none, or one is not a valid FHIR id, or the whole system is exported, which has no such parameter.</exception>
    public BulkExportBuilder Patients(params IReadOnlyList<string> ids) => _level == BulkExportLevel.System
        ? throw new ArgumentException("An export of the whole system is not of single patients: export all patients, or a group.", nameof(ids))
        : AddAll(_patients, ids, nameof(ids), FhirId.IsValid, "a valid FHIR id");

    /// <summary>The format of the files: <c>_outputFormat</c>. Without it servers give <c>application/fhir+ndjson</c>, which is what can be read here.</summary>
    /// <param name="mediaType">The media type, or a server's short word for it (<c>ndjson</c>).</param>
    /// <exception cref="ArgumentException">It is empty, or holds what no media type does.</exception>
    public BulkExportBuilder OutputFormat(string mediaType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(mediaType);
        _outputFormat = mediaType.All(static c => char.IsAsciiLetterOrDigit(c) || "/+-.;= ".Contains(c, StringComparison.Ordinal))
            ? mediaType
            : throw new ArgumentException("It is no media type.", nameof(mediaType));
        return this;
    }

    /// <summary>
    /// Files by resource instead of by type: <c>organizeOutputBy</c>, with <c>Patient</c> all that is of one patient stands together, after a line of Parameters that names him. Few servers take it
    /// (https://build.fhir.org/ig/HL7/bulk-data/export.html#query-parameters, version 3). The files have no type then: <see cref="BulkExportFolder.ReadAllAsync"/> gives them as they stand, and
    /// <see cref="BulkExportFolder.ReadAsync{T}"/> one type of all.
    /// </summary>
    /// <param name="type">The resource type.</param>
    /// <exception cref="ArgumentException">It is no resource type of FHIR R4.</exception>
    public BulkExportBuilder OrganizeOutputBy(string type)
    {
        _organizeOutputBy = R4Definitions.IsResourceType(type) ? type : throw new ArgumentException($"'{type}' is no resource type of FHIR R4.", nameof(type));
        return this;
    }

    internal ExportParameters ToParameters()
    {
        if (_types.Count > 0 && _filters.Find(filter => !_types.Contains(filter.ResourceType, StringComparer.Ordinal)) is { } beside)
        {
            throw new ArgumentException($"There is a filter of {beside.ResourceType}, which Types leaves out: nothing would come of it.");
        }

        return new()
        {
            Types = [.. _types],
            TypeFilters = [.. _filters],
            Elements = [.. _elements],
            AssociatedData = [.. _associated],
            Patients = [.. _patients],
            Since = _since is { } since ? new FhirInstant(since).ToString() : null,
            OutputFormat = _outputFormat,
            OrganizeOutputBy = _organizeOutputBy,
        };
    }

    private static bool IsElement(string text) => text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '.');

    private static bool IsCode(string text) => text.Length > 0 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private BulkExportBuilder Add(TypeFilter filter)
    {
        _filters.Add(filter);
        return this;
    }

    private BulkExportBuilder AddAll(List<string> list, IReadOnlyList<string> values, string parameter, Predicate<string> isValid, string what)
    {
        ArgumentNullException.ThrowIfNull(values, parameter);
        if (values.Count == 0)
        {
            throw new ArgumentException($"There is not one: it would be left out, and mean everything. Give {what}, or do not call it.", parameter);
        }

        foreach (var value in values)
        {
            if (value is null || !isValid(value))
            {
                throw new ArgumentException($"One of them is not {what}.", parameter);
            }

            if (!list.Contains(value, StringComparer.Ordinal))
            {
                list.Add(value);
            }
        }

        return this;
    }
}
