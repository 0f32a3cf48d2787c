using System.CommandLine;
using System.Data.Common;
using System.Text.Json;
using FhirTyped.BulkData.DuckDb;

namespace FhirTyped.Tables.Cli;

/// <summary><c>fhirtyped-tables query</c>: SQL over a DuckDB file, which it cannot change, and which can reach nothing else.</summary>
internal static class QueryCommand
{
    private const int MostShown = 1000;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The DuckDB file." };
        var sql = new Argument<string>("sql") { Description = "What to ask, in DuckDB's SQL." };
        var json = new Option<bool>("--json") { Description = "Answer as a JSON array of objects." };
        var csv = new Option<bool>("--csv") { Description = "Answer as CSV, with a line of names." };
        var command = new Command("query", "Asks a DuckDB file, read-only and without access to anything else.") { file, sql, json, csv };
        command.SetAction((result, cancellationToken) => CommandTree.RunAsync(async () =>
        {
            if (result.GetValue(json) && result.GetValue(csv))
            {
                throw new FhirTableException("--json and --csv exclude each other.");
            }

            using var connection = FhirTables.OpenReadOnly(result.GetRequiredValue(file));
            using var query = connection.CreateCommand();
            query.CommandText = result.GetRequiredValue(sql);
            await using var reader = await query.ExecuteReaderAsync(cancellationToken);
            if (result.GetValue(json))
            {
                await WriteJsonAsync(reader, cancellationToken);
            }
            else if (result.GetValue(csv))
            {
                await WriteCsvAsync(reader, cancellationToken);
            }
            else
            {
                await WriteTableAsync(reader, cancellationToken);
            }
        }));
        return command;
    }

    private static string[] NamesOf(DbDataReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];

    private static async Task WriteTableAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<string[]>();
        var isMore = false;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (rows.Count == MostShown)
            {
                isMore = true;
                break;
            }

            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Cells.Printable(Cells.Text(reader.GetValue(i)) ?? ""))]);
        }

        Cells.WriteTable([.. NamesOf(reader).Select(Cells.Printable)], rows);
        if (isMore)
        {
            await Console.Error.WriteLineAsync($"Only the first {MostShown} rows are shown: --csv or --json write all.");
        }
    }

    private static async Task WriteCsvAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync(string.Join(',', NamesOf(reader).Select(Cells.Quoted)));
        while (await reader.ReadAsync(cancellationToken))
        {
            await Console.Out.WriteLineAsync(string.Join(',', Enumerable.Range(0, reader.FieldCount).Select(i => Cells.Quoted(Cells.Text(reader.GetValue(i)) ?? ""))));
        }
    }

    // An object a line: nothing is held back until the end.
    private static async Task WriteJsonAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        var names = NamesOf(reader);
        var separator = "[\n";
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < names.Length; i++)
            {
                row[names[i]] = Cells.JsonValue(reader.GetValue(i));
            }

            await Console.Out.WriteAsync(separator + JsonSerializer.Serialize(row));
            separator = ",\n";
        }

        await Console.Out.WriteLineAsync(separator[0] == '[' ? "[]" : "\n]");
    }
}
