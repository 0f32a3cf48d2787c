namespace FhirTyped.SqlOnFhir;

/// <summary>A column, and its place in the row.</summary>
internal sealed class ColumnNode(int index, ViewColumn column, ViewExpression expression)
{
    public int Index => index;

    public bool IsRowIndex => expression.IsRowIndex;

    public object? ValueOf(ViewRun run, Base focus, int rowIndex)
    {
        var items = run.Evaluate(expression, focus, rowIndex);
        if (column.IsCollection)
        {
            return items.Count == 0 ? null : items.Select(Convert).ToArray();
        }

        return items.Count switch
        {
            0 => null,
            1 => Convert(items[0]),
            _ => throw new ViewDefinitionException(expression.Place, $"The column '{column.Name}' is no collection, and there are several values."),
        };
    }

    private object? Convert(FhirPathValue item)
    {
        // A primitive without a value: only an extension says why.
        if (item.Element is PrimitiveElement { HasValue: false })
        {
            return null;
        }

        return ColumnValue.TryConvert(item, column.Type, out var value) ? value
            : throw new ViewDefinitionException(expression.Place, column.Type is { } type
                ? $"The column '{column.Name}' is to be of the type '{type}', and the value is not."
                : $"The value of the column '{column.Name}' is no primitive: its type must be stated.");
    }
}
