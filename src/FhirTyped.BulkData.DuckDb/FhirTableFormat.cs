namespace FhirTyped.BulkData.DuckDb;

/// <summary>What the tables are written as.</summary>
public enum FhirTableFormat
{
    /// <summary>One DuckDB database file.</summary>
    DuckDb,

    /// <summary>A folder with a folder for each table, divided by month or type, with Parquet files, compressed by zstd.</summary>
    Parquet,

    /// <summary>A folder with a CSV file for each table, with a line of names.</summary>
    Csv,
}
