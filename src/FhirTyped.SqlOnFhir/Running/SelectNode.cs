namespace FhirTyped.SqlOnFhir;

/// <summary>A select: its items, what each of them puts into the row, and how it multiplies the rows.</summary>
internal sealed class SelectNode
{
    private const int DeepestRepeat = 256;

    public required string Place { get; init; }

    public required SelectKind Kind { get; init; }

    /// <summary>The expressions of <c>forEach</c>, <c>forEachOrNull</c> or <c>repeat</c>.</summary>
    public required IReadOnlyList<ViewExpression> Items { get; init; }

    public required IReadOnlyList<ColumnNode> Columns { get; init; }

    public required IReadOnlyList<SelectNode> Selects { get; init; }

    public required IReadOnlyList<SelectNode> Union { get; init; }

    /// <summary>Fills the rows from a place on, and multiplies or removes them.</summary>
    public void Apply(ViewRun run, Base focus, int rowIndex, List<object?[]> rows, int from)
    {
        if (Kind == SelectKind.Once)
        {
            ApplyItem(run, focus, rowIndex, rows, from);
            return;
        }

        var items = new List<Base>();
        Collect(run, focus, rowIndex, items, 0);
        if (items.Count == 0)
        {
            if (Kind == SelectKind.ForEachOrNull)
            {
                SetRowIndex(rows, from);
            }
            else
            {
                rows.RemoveRange(from, rows.Count - from);
            }

            return;
        }

        if (items.Count == 1)
        {
            ApplyItem(run, items[0], 0, rows, from);
            return;
        }

        var given = Take(rows, from);
        for (var i = 0; i < items.Count; i++)
        {
            ApplyItem(run, items[i], i, rows, AddCopies(given, rows));
        }
    }

    private void ApplyItem(ViewRun run, Base item, int rowIndex, List<object?[]> rows, int from)
    {
        foreach (var column in Columns)
        {
            var value = column.ValueOf(run, item, rowIndex);
            for (var i = from; i < rows.Count; i++)
            {
                rows[i][column.Index] = value;
            }
        }

        foreach (var select in Selects)
        {
            select.Apply(run, item, rowIndex, rows, from);
            if (rows.Count == from)
            {
                return;
            }
        }

        if (Union.Count > 0)
        {
            var given = Take(rows, from);
            foreach (var branch in Union)
            {
                branch.Apply(run, item, rowIndex, rows, AddCopies(given, rows));
            }
        }
    }

    private void Collect(ViewRun run, Base focus, int rowIndex, List<Base> items, int depth)
    {
        if (depth > DeepestRepeat)
        {
            throw new ViewDefinitionException(Place, $"The expressions lead more than {DeepestRepeat} levels deep: one of them may lead to where it began.");
        }

        foreach (var expression in Items)
        {
            foreach (var found in run.Evaluate(expression, focus, rowIndex))
            {
                var item = found.Element ?? Wrap(found) ?? throw new ViewDefinitionException(expression.Place, "The items must be elements, and these are values that FHIR has no type for.");
                Limit(items.Count + 1);
                items.Add(item);
                if (Kind == SelectKind.Repeat)
                {
                    Collect(run, item, rowIndex, items, depth + 1);
                }
            }
        }
    }

    private static Base? Wrap(FhirPathValue value) => value.Kind switch
    {
        FhirPathKind.Boolean => new BooleanElement(value.AsBoolean()),
        FhirPathKind.Integer => new IntegerElement(value.AsInteger()),
        FhirPathKind.Decimal => new DecimalElement(value.AsDecimal()),
        FhirPathKind.String => new StringElement(value.AsString()),
        FhirPathKind.Date => new DateElement(value.AsDate()),
        FhirPathKind.DateTime => new DateTimeElement(value.AsDateTime()),
        FhirPathKind.Time => new TimeElement(value.AsTime()),
        _ => null,
    };

    // In the row that stands for no item all is null, but for its index.
    private void SetRowIndex(List<object?[]> rows, int from)
    {
        foreach (var column in Columns.Where(static column => column.IsRowIndex))
        {
            for (var i = from; i < rows.Count; i++)
            {
                rows[i][column.Index] = 0;
            }
        }

        foreach (var select in Selects.Where(static select => select.Kind == SelectKind.Once))
        {
            select.SetRowIndex(rows, from);
        }
    }

    private static object?[][] Take(List<object?[]> rows, int from)
    {
        var taken = rows.GetRange(from, rows.Count - from).ToArray();
        rows.RemoveRange(from, taken.Length);
        return taken;
    }

    private int AddCopies(object?[][] given, List<object?[]> rows)
    {
        var from = rows.Count;
        Limit((long)from + given.Length);
        foreach (var row in given)
        {
            rows.Add((object?[])row.Clone());
        }

        return from;
    }

    private void Limit(long count)
    {
        if (count > ViewDefinition.MaximumRowsPerResource)
        {
            throw new ViewDefinitionException(Place, $"One resource gives more than {ViewDefinition.MaximumRowsPerResource} rows.");
        }
    }
}
