namespace FhirTyped.BulkData.DuckDb;

/// <summary>From lines to rows, without a database: several parts at the same time.</summary>
internal sealed class PartFlattener
{
    private readonly IReadOnlyList<TableSchema> _tables;
    private readonly Dictionary<string, (ViewDefinition View, int Table)[]> _views;

    public PartFlattener(IReadOnlyList<TableSchema> tables)
    {
        _tables = tables;
        _views = tables.SelectMany(static (table, index) => table.Views.Select(view => (view, index))).GroupBy(static pair => pair.view.ResourceType, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
    }

    public PartResult Flatten(LinePart part, CancellationToken cancellationToken)
    {
        var result = new PartResult { Tables = [.. _tables.Select(static table => new TableRows(table, []))] };
        var rest = part.Buffer.AsSpan(0, part.Length);
        for (var line = part.FirstLine; !rest.IsEmpty; line++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = rest.IndexOf((byte)'\n');
            var text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (text.IndexOfAnyExcept(" \t\r\uFEFF"u8) >= 0)
            {
                FlattenLine(text, result, part.File, line, cancellationToken);
            }
        }

        return result;
    }

    private void FlattenLine(ReadOnlySpan<byte> text, PartResult result, string file, long line, CancellationToken cancellationToken)
    {
        try
        {
            var resource = FhirJson.Read<Resource>(text, FhirJsonOptions.Lenient, cancellationToken);
            result.Resources++;
            if (!_views.TryGetValue(resource.TypeName, out var views))
            {
                var type = resource is UnknownResource ? "other" : resource.TypeName;
                result.WithoutView[type] = result.WithoutView.GetValueOrDefault(type) + 1;
                return;
            }

            // All rows of the line first: one that a view does not fit gives none.
            var rows = new List<(int Table, object?[] Row)>();
            foreach (var (view, table) in views)
            {
                AddRows(resource, view, table, rows, cancellationToken);
            }

            foreach (var (table, row) in rows)
            {
                result.Tables[table].Rows.Add(row);
            }
        }
        catch (FhirFormatException exception)
        {
            result.BadLines.Add(new BadLine(file, line, (exception.Issue with { LineNumber = 0 }).ToString()));
        }
        catch (Exception exception) when (exception is ViewDefinitionException or FhirTableException)
        {
            result.BadLines.Add(new BadLine(file, line, exception.Message));
        }
    }

    private void AddRows(Resource resource, ViewDefinition view, int table, List<(int Table, object?[] Row)> rows, CancellationToken cancellationToken)
    {
        var schema = _tables[table];
        try
        {
            foreach (var row in view.Rows(resource, cancellationToken))
            {
                var values = new object?[schema.Columns.Count];
                for (var (field, at) = (0, 0); field < schema.Fields.Count; field++)
                {
                    schema.Fields[field].Fill(row, field, values, at);
                    at += schema.Fields[field].Columns.Count;
                }

                rows.Add((table, values));
            }
        }
        catch (ViewDefinitionException exception)
        {
            throw new FhirTableException($"The view '{view.Name}' of {view.ResourceType} does not fit. {exception.Message}", exception);
        }
    }
}
