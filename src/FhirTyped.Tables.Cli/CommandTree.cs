using System.CommandLine;
using DuckDB.NET.Data;

namespace FhirTyped.Tables.Cli;

/// <summary>Every command with its arguments and options; docs/guides/analytics.md explains them.</summary>
internal static class CommandTree
{
    public static RootCommand Create() => new("Tables of FHIR: NDJSON to DuckDB, Parquet or CSV, and SQL over a DuckDB file.")
    {
        FlattenCommand.Create(),
        QueryCommand.Create(),
    };

    /// <summary>Runs a command's work; what the user can put right becomes a line on standard error.</summary>
    public static async Task<int> RunAsync(Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (Exception e) when (e is FhirException or IOException or UnauthorizedAccessException or DuckDBException)
        {
            await Console.Error.WriteLineAsync("fhirtyped-tables: " + Cells.Printable(e.Message));
            return 1;
        }
    }
}
