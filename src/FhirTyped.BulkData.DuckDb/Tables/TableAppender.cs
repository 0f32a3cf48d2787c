using DuckDB.NET.Data;

namespace FhirTyped.BulkData.DuckDb;

/// <summary>Appends rows to one table.</summary>
internal sealed class TableAppender(DuckDBConnection connection, TableSchema table) : IDisposable
{
    private DuckDBAppender? _appender;

    public TableSchema Table => table;

    public long Rows { get; private set; }

    public void Append(List<object?[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        _appender ??= connection.CreateAppender(table.Name);
        foreach (var values in rows)
        {
            var row = _appender.CreateRow();
            foreach (var value in values)
            {
                Append(row, value);
            }

            row.EndRow();
        }

        Rows += rows.Count;
    }

    /// <summary>Writes what is left.</summary>
    public void Dispose()
    {
        _appender?.Dispose();
        _appender = null;
    }

    private static void Append(IDuckDBAppenderRow row, object? value) => _ = value switch
    {
        null => row.AppendNullValue(),
        string text => row.AppendValue(text),
        double number => row.AppendValue(number),
        DateTime moment => row.AppendValue(moment),
        int integer => row.AppendValue(integer),
        bool truth => row.AppendValue(truth),
        DateOnly date => row.AppendValue(date),
        string?[] list => row.AppendValue<string?>(list),
        _ => throw new InvalidOperationException("A value of a type that no column has."),
    };
}
