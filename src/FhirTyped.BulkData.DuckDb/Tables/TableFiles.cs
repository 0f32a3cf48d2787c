using System.Globalization;
using DuckDB.NET.Data;

namespace FhirTyped.BulkData.DuckDb;

/// <summary>Writes the tables of a database as files: Parquet or CSV.</summary>
internal static class TableFiles
{
    private const string Parquet = "FORMAT parquet, COMPRESSION zstd";
    private const int PartsAtATime = 16;

    public static string PathOf(TableSchema table, string folder, FhirTableFormat format) =>
        Path.Combine(folder, format == FhirTableFormat.Csv ? table.Name + ".csv" : table.Name);

    public static void Write(DuckDBConnection connection, TableSchema table, string folder, FhirTableFormat format, CancellationToken cancellationToken)
    {
        var path = PathOf(table, folder, format);
        if (format == FhirTableFormat.Csv)
        {
            DuckDbFile.Execute(connection, $"COPY \"{table.Name}\" TO {DuckDbFile.Literal(path)} (FORMAT csv, HEADER)");
            return;
        }

        Directory.CreateDirectory(path);
        if (table.PartitionColumn is null)
        {
            DuckDbFile.Execute(connection, $"COPY \"{table.Name}\" TO {DuckDbFile.Literal(Path.Combine(path, "data_0.parquet"))} ({Parquet})");
            return;
        }

        WriteParts(connection, table, path, cancellationToken);
    }

    // No view and no column of one begins with an underscore, so the names are free. Some parts at a time: DuckDB holds rows of every part that it writes, and a table can have the months of a century.
    private static void WriteParts(DuckDBConnection connection, TableSchema table, string path, CancellationToken cancellationToken)
    {
        var key = table.IsByMonth ? $"coalesce(strftime(\"{table.PartitionColumn}\", '%Y-%m'), 'none')" : $"\"{table.PartitionColumn}\"";
        var (columns, by) = table.IsByMonth ? ($"t.*, {key} AS {TableSchema.MonthColumn}", TableSchema.MonthColumn) : ("t.*", $"\"{table.PartitionColumn}\"");
        DuckDbFile.Execute(connection, $"CREATE OR REPLACE TEMP TABLE _parts AS SELECT _key, (row_number() OVER (ORDER BY _key) - 1) // {PartsAtATime} AS _batch"
            + $" FROM (SELECT DISTINCT {key} AS _key FROM \"{table.Name}\")");
        var batches = DuckDbFile.Number(connection, "SELECT max(_batch) + 1 FROM _parts");
        for (var batch = 0L; batch < batches; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            DuckDbFile.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"COPY (SELECT {columns} FROM \"{table.Name}\" t JOIN _parts p ON p._key IS NOT DISTINCT FROM {key} WHERE p._batch = {batch})")
                + $" TO {DuckDbFile.Literal(path)} ({Parquet}, PARTITION_BY ({by}), OVERWRITE_OR_IGNORE)");
        }

        DuckDbFile.Execute(connection, "DROP TABLE _parts");
    }
}
