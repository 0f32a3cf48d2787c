using System.Text;

namespace FhirTyped.SqlOnFhir;

/// <summary>
/// A SQL-on-FHIR v2 ViewDefinition: rows from the resources of one type. Read once, then run as often as needed, also by several threads at the same time.
/// <see href="https://sql-on-fhir.org/ig/StructureDefinition-ViewDefinition.html"/>
/// <code>foreach (ViewRow row in ViewDefinition.Parse(json).Rows(patient)) { … }</code>
/// </summary>
public sealed class ViewDefinition
{
    /// <summary>How many rows one resource may give: sibling lists multiply, and a resource could be made for that.</summary>
    public const int MaximumRowsPerResource = 1_000_000;

    private readonly SelectNode _root;
    private readonly IReadOnlyList<WhereNode> _where;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<FhirPathValue>> _constants;
    private readonly Dictionary<string, int> _indexes;

    internal ViewDefinition(
        string? name, string resourceType, IReadOnlyList<ViewColumn> columns, SelectNode root, IReadOnlyList<WhereNode> where,
        IReadOnlyDictionary<string, IReadOnlyList<FhirPathValue>> constants)
    {
        Name = name;
        ResourceType = resourceType;
        Columns = columns;
        _root = root;
        _where = where;
        _constants = constants;
        _indexes = columns.Select(static (column, index) => (column.Name, index)).ToDictionary(static pair => pair.Name, static pair => pair.index, StringComparer.Ordinal);
    }

    /// <summary>The name, which can name a table: a letter, then letters, digits and underscores; null where there is none.</summary>
    public string? Name { get; }

    /// <summary>The type of the resources that the view takes: <c>Observation</c>.</summary>
    public string ResourceType { get; }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<ViewColumn> Columns { get; }

    /// <summary>Reads a ViewDefinition from JSON.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="ViewDefinitionException">It is no ViewDefinition: not JSON, an element that is missing, unknown or of another form, an expression that is not FHIRPath, an undefined constant, columns of a union that differ.</exception>
    public static ViewDefinition Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Reads a ViewDefinition from JSON in UTF-8.</summary>
    /// <inheritdoc cref="Parse(string)"/>
    public static ViewDefinition Parse(ReadOnlyMemory<byte> utf8) => ViewReader.Read(utf8);

    /// <summary>The rows of one resource: none where it is of another type, or where a condition of the view is not true of it.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentNullException"><paramref name="resource"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ViewDefinitionException">The view does not fit the resource: several values in a column that is no collection, a value of another type than stated, a condition that is no boolean, an expression that cannot be evaluated, more than <see cref="MaximumRowsPerResource"/> rows.</exception>
    public IReadOnlyList<ViewRow> Rows(Resource resource, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (resource.TypeName != ResourceType)
        {
            return [];
        }

        var run = new ViewRun(resource, _constants, cancellationToken);
        foreach (var condition in _where)
        {
            if (!condition.IsTrue(run))
            {
                return [];
            }
        }

        var rows = new List<object?[]> { new object?[Columns.Count] };
        _root.Apply(run, resource, 0, rows, 0);
        return [.. rows.Select(values => new ViewRow(this, values))];
    }

    /// <summary>The name and the type of the resources.</summary>
    public override string ToString() => $"{Name ?? "ViewDefinition"} of {ResourceType}";

    internal int IndexOf(string column) => _indexes.TryGetValue(column, out var index) ? index : throw new KeyNotFoundException($"The view has no column '{column}'.");
}
