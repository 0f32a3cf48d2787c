namespace FhirTyped.BulkData.DuckDb;

/// <summary>A table, as the views that fill it have it: their columns, and those beside dates and quantities.</summary>
internal sealed class TableSchema
{
    private TableSchema(string name, IReadOnlyList<ViewDefinition> views)
    {
        Name = name;
        Views = views;
        var columns = views[0].Columns;
        Fields = [.. columns.Select(column => TableField.Of(column, columns))];
        Columns = [.. Fields.SelectMany(static field => field.Columns)];
        if (columns.FirstOrDefault(static column => column.Tags.ContainsKey(FhirTableViews.PartitionTag)) is { } partition)
        {
            PartitionColumn = partition.Name;
            IsByMonth = partition.Tags[FhirTableViews.PartitionTag] switch
            {
                "month" when partition.Type is "date" or "dateTime" or "instant" => true,
                "value" when partition.Type is not null && !partition.IsCollection => false,
                _ => throw new FhirTableException($"The view '{name}': the tag {FhirTableViews.PartitionTag} of '{partition.Name}' is 'month' of a date, or 'value' of a column with a type."),
            };
        }

        var names = Columns.Select(static column => column.Name).Concat(IsByMonth ? [MonthColumn] : []);
        if (names.GroupBy(static column => column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static group => group.Skip(1).Any()) is { } twice)
        {
            throw new FhirTableException($"The view '{name}': there would be two columns '{twice.Key}'.");
        }
    }

    /// <summary>The column by which Parquet files are divided by month.</summary>
    public const string MonthColumn = "month";

    public string Name { get; }

    public IReadOnlyList<ViewDefinition> Views { get; }

    public IReadOnlyList<TableField> Fields { get; }

    public IReadOnlyList<TableColumn> Columns { get; }

    public string? PartitionColumn { get; }

    public bool IsByMonth { get; }

    // Names are letters, digits and underscores: nothing of them can end a quoted name.
    public string CreateSql => $"CREATE TABLE \"{Name}\" ({string.Join(", ", Columns.Select(static column => $"\"{column.Name}\" {column.SqlType}"))})";

    /// <summary>The tables that the views fill.</summary>
    /// <exception cref="FhirTableException">A view has no name, or views of one name differ.</exception>
    public static IReadOnlyList<TableSchema> Of(IReadOnlyList<ViewDefinition> views)
    {
        if (views.Count == 0)
        {
            throw new FhirTableException("There is no view, so there would be no table.");
        }

        if (views.FirstOrDefault(static view => view.Name is null) is { } nameless)
        {
            throw new FhirTableException($"A view of {nameless.ResourceType} has no name, which would be that of its table.");
        }

        var tables = new List<TableSchema>();
        foreach (var group in views.GroupBy(static view => view.Name!, StringComparer.OrdinalIgnoreCase))
        {
            var first = group.First();
            if (group.Any(view => !view.Columns.Select(Shape).SequenceEqual(first.Columns.Select(Shape))))
            {
                throw new FhirTableException($"The views named '{first.Name}' have different columns, and would fill one table.");
            }

            tables.Add(new TableSchema(first.Name!, [.. group]));
        }

        return tables;
    }

    private static (string Name, string? Type, bool IsCollection, string Tags) Shape(ViewColumn column) =>
        (column.Name, column.Type, column.IsCollection, string.Join(';', column.Tags.OrderBy(static tag => tag.Key, StringComparer.Ordinal)));
}
