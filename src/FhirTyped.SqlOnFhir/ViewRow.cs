namespace FhirTyped.SqlOnFhir;

/// <summary>
/// A row of a view. A value is null, bool, int, decimal, string, <see cref="R4.FhirDate"/>, <see cref="R4.FhirDateTime"/> (of dateTime and instant),
/// <see cref="R4.FhirTime"/>, an <see cref="R4.Element"/> of a column whose type is no primitive, or a list of these of a column that is a collection. A date
/// outside FHIR's format is the string that was there.
/// </summary>
public readonly struct ViewRow
{
    private readonly ViewDefinition? _view;
    private readonly object?[] _values;

    internal ViewRow(ViewDefinition view, object?[] values)
    {
        _view = view;
        _values = values;
    }

    /// <summary>The values in the order of <see cref="ViewDefinition.Columns"/>; empty of the default row.</summary>
    public IReadOnlyList<object?> Values => _values ?? [];

    /// <summary>The value of a column by its place, from 0.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    public object? this[int column] => (_values ?? [])[column];

    /// <summary>The value of a column by its name.</summary>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public object? this[string column] => _view is null ? throw new KeyNotFoundException("The default row has no column.") : _values[_view.IndexOf(column)];
}
