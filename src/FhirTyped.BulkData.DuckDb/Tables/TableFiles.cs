using DuckDB.NET.Data;

namespace FhirTyped.BulkData.DuckDb;

/// <summary>Writes the tables of a database as files: Parquet or CSV.</summary>
internal static class TableFiles
{
    public static string PathOf(TableSchema table, string folder, FhirTableFormat format) =>
        Path.Combine(folder, format == FhirTableFormat.Csv ? table.Name + ".csv" : table.Name);

    public static void Write(DuckDBConnection connection, TableSchema table, string folder, FhirTableFormat format)
    {
        var path = PathOf(table, folder, format);
        if (format == FhirTableFormat.Csv)
        {
            DuckDbFile.Execute(connection, $"COPY \"{table.Name}\" TO {DuckDbFile.Literal(path)} (FORMAT csv, HEADER)");
            return;
        }

        const string Parquet = "FORMAT parquet, COMPRESSION zstd";
        Directory.CreateDirectory(path);
        var sql = table switch
        {
            { PartitionColumn: null } => $"COPY \"{table.Name}\" TO {DuckDbFile.Literal(Path.Combine(path, "data_0.parquet"))} ({Parquet})",
            { IsByMonth: true } => $"COPY (SELECT *, coalesce(strftime(\"{table.PartitionColumn}\", '%Y-%m'), 'none') AS {TableSchema.MonthColumn} FROM \"{table.Name}\")"
                + $" TO {DuckDbFile.Literal(path)} ({Parquet}, PARTITION_BY ({TableSchema.MonthColumn}), OVERWRITE_OR_IGNORE)",
            _ => $"COPY \"{table.Name}\" TO {DuckDbFile.Literal(path)} ({Parquet}, PARTITION_BY (\"{table.PartitionColumn}\"), OVERWRITE_OR_IGNORE)",
        };
        DuckDbFile.Execute(connection, sql);
    }
}
